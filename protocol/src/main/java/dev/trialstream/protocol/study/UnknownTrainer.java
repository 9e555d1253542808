package dev.trialstream.protocol.study;

/** What holds for a study whose trainer has no known parameters: nothing can be found out from data, so it says everything itself. */
final class UnknownTrainer {
    private UnknownTrainer() {}

    /** Holds the fields of the study against what its trainer needs and cannot have. */
    static void check(Fields study, TrainerSpec trainer) {
        study.required("space", "the dimensions to search, because the trainer is " + trainer.type());
        checkTrial(study, trainer);
    }

    /** As {@link #check} for a single trial. */
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
