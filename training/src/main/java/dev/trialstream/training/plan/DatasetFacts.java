package dev.trialstream.training.plan;

import java.util.List;

/**
 * What a plan has to know of the data.
 *
 * @param rows to learn from
 * @param classes rows of each class among them; none where a number is learnt
 */
public record DatasetFacts(InputShape shape, int rows, List<Integer> classes) {
    public DatasetFacts {
        classes = List.copyOf(classes);
    }

    /** Whether rows fall into classes. */
    public boolean ofClasses() {
        return !classes.isEmpty();
    }
}
