package dev.trialstream.protocol.study;

import org.jspecify.annotations.Nullable;

/**
 * The data of a study.
 *
 * @param csv path of a CSV file with a header, or for a trainer that is not built in of any file or folder; relative
 *     paths resolve against the study file or the worker's roots
 * @param target name of the column to predict; null only where the trainer is not built in
 * @param task what is learnt; null in a request means: find out
 * @param split how the rows are parted
 */
public record DataSpec(
        String csv, @Nullable String target, @Nullable Task task, Split split) {

    /** @throws IllegalStateException where these data have no target */
    public String requireTarget() {
        if (target == null) {
            throw new IllegalStateException("data " + csv + " without a target");
        }
        return target;
    }

    public DataSpec withTask(@Nullable Task found) {
        return new DataSpec(csv, target, found, split);
    }

    public DataSpec withCsv(String path) {
        return new DataSpec(path, target, task, split);
    }
}
