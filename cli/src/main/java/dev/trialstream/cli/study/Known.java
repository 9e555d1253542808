package dev.trialstream.cli.study;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.Follower;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;

/** Looks up studies by id, with an error line if there is none. */
public final class Known {
    private Known() {}

    /** @throws UserError if {@code study} is no valid id */
    public static String id(String study) {
        if (!Ids.isStudy(study)) {
            throw UserError.badInput("study " + study
                    + ": not the id of a study; expected lower-case letters, digits and hyphens, 63 at most");
        }
        return study;
    }

    /**
     * The current state of a study.
     *
     * @throws UserError if there is none, or it was deleted
     */
    public static StudyLog study(ClientSettings settings, Topics topics, String study) {
        try (Follower follower = Follower.upToNow(settings, topics, id(study))) {
            StudyLog log = follower.log();
            if (log.submitted().isEmpty() || log.isDeleted()) {
                throw UserError.badInput(
                        "study " + study + ": " + (log.isDeleted() ? "has been deleted" : "there is none of this name")
                                + " on " + settings.bootstrapServers() + "; see trialstream study list");
            }
            return log;
        }
    }
}
