package dev.trialstream.benchmarks.methods;

import dev.trialstream.protocol.study.DataSpec;
import java.util.List;

/**
 * Data of a pair.
 *
 * @param folds for training and validation in turn; their mean counts. All have the same test rows
 * @param confirming the same rows split again, to validate a chosen rate once more; may be empty
 * @param networks number of networks that train on all rows but the test rows with the chosen rate, and are tested; 0:
 *     the validated network is tested
 */
record Source(List<Fold> folds, List<Fold> confirming, int networks) {
    Source {
        folds = List.copyOf(folds);
        confirming = List.copyOf(confirming);
    }

    /** Data as they are, with a single split. */
    static Source of(DataSpec data) {
        return new Source(List.of(new Fold(data, List.of())), List.of(), 0);
    }

    /** @param counts training rows of each class, if known in advance */
    record Fold(DataSpec data, List<Integer> counts) {
        Fold {
            counts = List.copyOf(counts);
        }
    }
}
