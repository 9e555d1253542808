package dev.trialstream.training.data;

import dev.trialstream.protocol.study.Task;

/** The target of each row: a class or a number. */
public sealed interface Target permits Labels, Quantities {
    /** Name of the column. */
    String column();

    int rows();

    default Task task() {
        return this instanceof Labels ? Task.CLASSIFICATION : Task.REGRESSION;
    }
}
