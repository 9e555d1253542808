package dev.trialstream.protocol.study;

import org.jspecify.annotations.Nullable;

/**
 * The data of a study.
 *
 * @param csv path of a CSV file with a header; relative paths resolve against the study file or the worker's roots
 * @param target name of the column to predict
 * @param task what is learnt; null in a request means: find out
 * @param split how the rows are parted
 */
public record DataSpec(String csv, String target, @Nullable Task task, Split split) {

    public DataSpec withTask(@Nullable Task found) {
        return new DataSpec(csv, target, found, split);
    }

    public DataSpec withCsv(String path) {
        return new DataSpec(path, target, task, split);
    }
}
