package dev.trialstream.cli.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was published to an inbox, found out from the history.
 *
 * <p>A study is taken if its request is the first of its name. A command is in the history before anyone has looked at
 * it, and a refusal may follow. The orchestrator answers a command that changes anything in one transaction with a new
 * summary of the study, which has the very time of the command. So once there is one, and what was written by then has
 * been read without a refusal, there will be none.
 */
final class CommandOutcome {
    private final String submission;
    private boolean known;
    private boolean pausedBefore;
    private boolean overBefore;
    private boolean deletedBefore;
    private boolean deletes;
    private boolean refusalIsDue;
    private @Nullable Instant carriedAt;
    private Fact.@Nullable Rejected rejected;

    /** @param log the study before anything was published */
    CommandOutcome(String submission, StudyLog log) {
        this.submission = submission;
        remember(log);
    }

    /** @param log the study up to and with {@code event} */
    void saw(HistoryEvent event, StudyLog log) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted it && it.submission().equals(submission)) {
            known = known || log.submitted().filter(it::equals).isPresent();
            refusalIsDue = !known;
            carriedAt = event.time();
        } else if (fact instanceof Fact.Malformed it && it.submission().equals(submission)) {
            refusalIsDue = true;
            carriedAt = event.time();
        } else if (fact instanceof Fact.Commanded it && it.submission().equals(submission)) {
            commanded(it, event.time(), log);
        } else if (fact instanceof Fact.Rejected it && it.submission().equals(submission)) {
            rejected = it;
            known = true;
        } else if (fact instanceof Fact.Deleted && deletes) {
            known = true;
        }
        remember(log);
    }

    private void commanded(Fact.Commanded it, Instant at, StudyLog log) {
        carriedAt = at;
        deletes = it.command() instanceof Command.Delete;
        boolean changesNothing = deletes ? deletedBefore : it.command() instanceof Command.Pause && pausedBefore;
        refusalIsDue = log.submitted().isEmpty()
                || (overBefore && !deletes)
                || log.complaint()
                        .filter(complaint -> complaint.submission().equals(submission))
                        .isPresent();
        known = changesNothing && !refusalIsDue;
    }

    private void remember(StudyLog log) {
        pausedBefore = log.isPaused();
        overBefore = log.ended().isPresent();
        deletedBefore = log.isDeleted();
    }

    /** Whether it is certain by now. */
    boolean isKnown() {
        return known;
    }

    /** Whether it has come into the history. */
    boolean isCarried() {
        return carriedAt != null;
    }

    /** The time of the summary that shows that the orchestrator has answered; empty where none is to be waited for. */
    Optional<Instant> awaitedSummary() {
        return known || refusalIsDue ? Optional.empty() : Optional.ofNullable(carriedAt);
    }

    /** What was written when the answer was there has been read. */
    void heardOut() {
        known = true;
    }

    /** Why it was turned down; empty where it was taken. */
    Optional<Fact.Rejected> rejected() {
        return Optional.ofNullable(rejected);
    }
}
