package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.ByName;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The data of a study: exactly one of {@code csv}, {@code images}, {@code idx} and {@code sequences}. Relative paths
 * resolve against the study file or the worker's roots.
 *
 * @param csv path of a CSV file with a header; for a trainer that is not built in, of any file or folder
 * @param images path of a folder that has a folder of images for each class
 * @param idx paths of images and their labels in the format of MNIST
 * @param sequences path of a folder with a CSV file for each series, and {@code labels.csv}
 * @param target name of the column to predict; null only if the trainer is not built in
 * @param task classification or regression; null in a request: detect it
 * @param split of the rows
 * @param columns of a table that are read in another way than their texts suggest, by name; null: none
 * @param missing texts that stand for a missing value, besides the usual ones; null: none
 */
public record DataSpec(
        @Nullable String csv,
        @Nullable String images,
        @Nullable Idx idx,
        @Nullable String sequences,
        @Nullable String target,
        @Nullable Task task,
        Split split,
        @Nullable Map<String, ColumnUse> columns,
        @Nullable List<String> missing) {

    private static final int MOST_COLUMNS = 10_000;
    private static final int MOST_MARKS = 100;

    static final Key<String> CSV = Key.path("csv", "the path of a CSV file")
            .help("Path of the file: relative to the study file on the command line, and to one of the workers' data"
                    + " roots when it comes by topic or HTTP.");
    static final Key<String> IMAGES = Key.path("images", "the path of a folder with a folder of images for each class")
            .help("Path of a folder that has a folder of images for each class, named like the class.");
    static final Key<Idx> IDX = Key.block("idx", Idx.class, "{images: FILE, labels: FILE}", Idx.KEYS)
            .help("Images and their labels in the format of MNIST, plain or compressed with gzip.");
    static final Key<String> SEQUENCES = Key.path(
                    "sequences", "the path of a folder with a CSV file for each series, and labels.csv")
            .help(
                    "Path of a folder with a CSV file for each series, which has a column time, and labels.csv, which has a"
                            + " column series with the name of the file and the target.");
    public static final Key<String> TARGET = column("target")
            .help("Name of the column to predict. The trainer network needs one, but for images: there it is what the"
                    + " class is called.");
    public static final Key<Task> TASK =
            Key.choice("task", Task.class).help("Task that is learnt. Left out: inferred from the target.");
    public static final Key<Map<String, ColumnUse>> COLUMNS = Key.of(
                    "columns",
                    new ByName<>(ColumnUse.class, MOST_COLUMNS, 1000, "{age: numeric, zip: categorical, id: ignore}"))
            .help("How columns of a CSV file are read, by name, where their texts suggest something else. Left out: as"
                    + " the texts suggest.");
    public static final Key<List<String>> MISSING = Key.of(
                    "missing", new Texts(MOST_MARKS, 100, "a list of texts such as [unknown, n/k]"))
            .help("Texts of a CSV file or of series that stand for a missing value, besides the usual ones. Case does"
                    + " not matter, and a number stands for equal numbers.");
    static final List<Key<?>> KEYS = List.of(CSV, IMAGES, IDX, SEQUENCES, TARGET, TASK, COLUMNS, MISSING);

    static Key<String> column(String name) {
        return Key.text(name, 1000, "the name of a column");
    }

    /** Files of the MNIST family, plain or compressed with gzip. */
    public record Idx(String images, String labels) {
        static final List<Key<?>> KEYS = List.of(
                Key.path("images", "the path of a file of images in IDX format")
                        .needed()
                        .help("Path of the images: bytes in three dimensions."),
                Key.path("labels", "the path of a file of labels in IDX format")
                        .needed()
                        .help("Path of the labels: bytes in one dimension."));
    }

    public DataSpec {
        columns = columns == null ? null : Map.copyOf(columns);
        missing = missing == null ? null : List.copyOf(missing);
    }

    /** Data that are read as their texts suggest. */
    public DataSpec(
            @Nullable String csv,
            @Nullable String images,
            @Nullable Idx idx,
            @Nullable String sequences,
            @Nullable String target,
            @Nullable Task task,
            Split split) {
        this(csv, images, idx, sequences, target, task, split, null, null);
    }

    /** A CSV file. */
    public DataSpec(String csv, @Nullable String target, @Nullable Task task, Split split) {
        this(csv, null, null, null, target, task, split);
    }

    /** The main file or folder of the data. */
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

    /** All named files and folders. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        withPaths(path -> {
            paths.add(path);
            return path;
        });
        return List.copyOf(paths);
    }

    /** @throws IllegalStateException if these data have no target */
    public String requireTarget() {
        if (target == null) {
            throw new IllegalStateException("data " + path() + " without a target");
        }
        return target;
    }

    public DataSpec withTask(@Nullable Task found) {
        return new DataSpec(csv, images, idx, sequences, target, found, split, columns, missing);
    }

    public DataSpec withSplit(Split parts) {
        return new DataSpec(csv, images, idx, sequences, target, task, parts, columns, missing);
    }

    /** These data with columns and marks of missing values of their own. */
    public DataSpec reading(@Nullable Map<String, ColumnUse> uses, @Nullable List<String> marks) {
        return new DataSpec(csv, images, idx, sequences, target, task, split, uses, marks);
    }

    /** These data with {@code map} applied to every path. */
    public DataSpec withPaths(UnaryOperator<String> map) {
        return new DataSpec(
                csv == null ? null : map.apply(csv),
                images == null ? null : map.apply(images),
                idx == null ? null : new Idx(map.apply(idx.images()), map.apply(idx.labels())),
                sequences == null ? null : map.apply(sequences),
                target,
                task,
                split.rows() == null ? split : split.withRows(map.apply(split.rows())),
                columns,
                missing);
    }
}
