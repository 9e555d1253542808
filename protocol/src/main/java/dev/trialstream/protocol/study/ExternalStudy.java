package dev.trialstream.protocol.study;

import java.time.Duration;
import java.util.Optional;

/** What holds for a study whose trials whoever asks for them trains: nothing can be found out from data. */
final class ExternalStudy {
    private static final Duration LONGEST_LEASE = Duration.ofHours(24);

    private ExternalStudy() {}

    static TrainerSpec trainer(Fields fields) {
        Duration lease = Optional.ofNullable(fields.durationOrNull("lease")).orElse(TrainerSpec.HTTP_LEASE);
        if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new InvalidStudy(fields.pathOf("lease"), "expected from 1s to 24h, got " + lease.toMillis() + "ms");
        }
        fields.nothingElse();
        return TrainerSpec.external(lease);
    }

    /** Holds the fields of the study against what an external trainer needs and cannot have. */
    static void check(Fields study) {
        study.required("space", "the dimensions to search, because the trainer is external");
        checkTrial(study);
    }

    /** As {@link #check} for a single trial. */
    static void checkTrial(Fields study) {
        study.required("objective", "{metric: NAME, direction: minimize}, because the trainer is external");
        if (study.optional("data") != null) {
            throw new InvalidStudy("data", "expected none, because the trainer is external: whoever asks has the data");
        }
    }
}
