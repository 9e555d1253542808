package dev.trialstream.benchmarks.methods;

import dev.trialstream.protocol.study.DataSpec;
import java.util.List;

/**
 * Data of a pair.
 *
 * @param folds what is trained on and validated on in turn; the mean counts. The test rows are the same in all
 * @param confirming the same rows parted anew, to validate a rate once more that has been chosen; may be empty
 * @param networks that learn from all rows but the test rows once a rate is chosen, and are tested; 0: the one that was
 *     validated is
 */
record Source(List<Fold> folds, List<Fold> confirming, int networks) {
    Source {
        folds = List.copyOf(folds);
        confirming = List.copyOf(confirming);
    }

    /** Data as they are, parted once. */
    static Source of(DataSpec data) {
        return new Source(List.of(new Fold(data, List.of())), List.of(), 0);
    }

    /** @param counts training rows of each class, where they are known beforehand */
    record Fold(DataSpec data, List<Integer> counts) {
        Fold {
            counts = List.copyOf(counts);
        }
    }
}
