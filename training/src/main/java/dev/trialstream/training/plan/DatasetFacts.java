package dev.trialstream.training.plan;

import java.util.List;

/**
 * Dataset facts that a plan depends on.
 *
 * @param rows training rows
 * @param classes training rows of each class; empty for a regression
 */
public record DatasetFacts(InputShape shape, int rows, List<Integer> classes) {
    public DatasetFacts {
        classes = List.copyOf(classes);
    }

    /** Whether the task is a classification. */
    public boolean ofClasses() {
        return !classes.isEmpty();
    }
}
