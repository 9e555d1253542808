package dev.trialstream.protocol.study;

/**
 * Checks for a study whose trainer has unknown parameters. Nothing can be derived from data, so the study must be
 * complete.
 */
final class UnknownTrainer {
    private UnknownTrainer() {}

    /** Checks the study's fields that its trainer requires or does not allow. */
    static void check(Fields study, TrainerSpec trainer) {
        study.required("space", "the dimensions to search, because the trainer is " + trainer.type());
        checkTrial(study, trainer);
    }

    /** Like {@link #check}, for a single trial. */
    static void checkTrial(Fields study, TrainerSpec trainer) {
        study.required("objective", "{metric: NAME, direction: minimize}, because the trainer is " + trainer.type());
        if (study.optional("data") == null) {
            return;
        }
        if (trainer.asked()) {
            throw new InvalidStudy("data", "expected none, because the trainer is external: whoever asks has the data");
        }
        if (trainer.curves() != null) {
            throw new InvalidStudy("data", "expected none, because the trainer is replay: it has its curves");
        }
    }
}
