package dev.trialstream.protocol.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The data of a study: exactly one of {@code csv}, {@code images}, {@code idx} and {@code sequences}. Relative paths
 * resolve against the study file or the worker's roots.
 *
 * @param csv path of a CSV file with a header, or for a trainer that is not built in of any file or folder
 * @param images path of a folder that has a folder of images for each class
 * @param idx paths of images and their labels in the format of MNIST
 * @param sequences path of a folder with a CSV file for each series, and {@code labels.csv}
 * @param target name of the column to predict; null only where the trainer is not built in
 * @param task what is learnt; null in a request means: find out
 * @param split how the rows are parted
 */
public record DataSpec(
        @Nullable String csv,
        @Nullable String images,
        @Nullable Idx idx,
        @Nullable String sequences,
        @Nullable String target,
        @Nullable Task task,
        Split split) {

    /** Files of the MNIST family, plain or compressed with gzip. */
    public record Idx(String images, String labels) {}

    /** A CSV file. */
    public DataSpec(String csv, @Nullable String target, @Nullable Task task, Split split) {
        this(csv, null, null, null, target, task, split);
    }

    /** The file or folder that the data begin with. */
    public String path() {
        if (csv != null) {
            return csv;
        } else if (images != null) {
            return images;
        } else if (idx != null) {
            return idx.images();
        } else if (sequences != null) {
            return sequences;
        }
        throw new IllegalStateException("data that are nowhere");
    }

    /** Every file and folder that is named. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        withPaths(path -> {
            paths.add(path);
            return path;
        });
        return List.copyOf(paths);
    }

    /** @throws IllegalStateException where these data have no target */
    public String requireTarget() {
        if (target == null) {
            throw new IllegalStateException("data " + path() + " without a target");
        }
        return target;
    }

    public DataSpec withTask(@Nullable Task found) {
        return new DataSpec(csv, images, idx, sequences, target, found, split);
    }

    /** With every path put through {@code map}. */
    public DataSpec withPaths(UnaryOperator<String> map) {
        return new DataSpec(
                csv == null ? null : map.apply(csv),
                images == null ? null : map.apply(images),
                idx == null ? null : new Idx(map.apply(idx.images()), map.apply(idx.labels())),
                sequences == null ? null : map.apply(sequences),
                target,
                task,
                split.rows() == null ? split : split.withRows(map.apply(split.rows())));
    }
}
