package dev.trialstream.protocol.study;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a study says of its data and how they are parted. */
final class DataReader {
    private static final String COLUMN = "the name of a column";

    /** What the class of an image is called where the study has no name for it. */
    private static final String CLASS = "class";

    private DataReader() {}

    /** Only a trainer that profiles data needs them, and a target. */
    static @Nullable DataSpec data(@Nullable Fields fields, TrainerSpec trainer, long seed) {
        if (fields == null && !trainer.profilesData()) {
            return null;
        }
        if (fields == null) {
            throw new InvalidStudy("data", "expected {csv: FILE, target: COLUMN}, but it is missing");
        }
        DataSpec spec = trainer.profilesData() ? profiled(fields, seed) : handedOn(fields, seed);
        fields.nothingElse();
        return spec;
    }

    private static DataSpec handedOn(Fields fields, long seed) {
        for (String kind : List.of("images", "idx", "sequences")) {
            if (fields.optional(kind) != null) {
                throw new InvalidStudy(
                        fields.pathOf(kind),
                        "is for the trainer network; name the file or folder as csv, which is handed on");
            }
        }
        return new DataSpec(
                fields.text("csv", "the path of a file or folder"),
                fields.textOrNull("target", COLUMN),
                task(fields),
                split(fields.object("split"), seed));
    }

    private static DataSpec profiled(Fields fields, long seed) {
        @Nullable
        String images = fields.textOrNull("images", "the path of a folder with a folder of images for each class");
        @Nullable Fields idx = fields.object("idx");
        @Nullable
        String sequences =
                fields.textOrNull("sequences", "the path of a folder with a CSV file for each series, and labels.csv");
        long named = Stream.of(images, idx, sequences, fields.optional("csv"))
                .filter(it -> it != null)
                .count();
        if (named > 1) {
            throw new InvalidStudy("data", "expected one of csv, images, idx, sequences, got " + named + " of them");
        }
        boolean pictures = images != null || idx != null;
        @Nullable String csv = pictures || sequences != null ? null : fields.text("csv", "the path of a CSV file");
        String target = pictures && fields.optional("target") == null ? CLASS : fields.text("target", COLUMN);
        @Nullable Task task = task(fields);
        if (pictures && task == Task.REGRESSION) {
            throw new InvalidStudy("data.task", "images have classes, expected classification, or leave it out");
        }
        Split split = split(fields.object("split"), seed);
        if (pictures && (split.group() != null || split.time() != null)) {
            throw new InvalidStudy(
                    "data.split",
                    "images have no column to part them by, expected no group and no time, or rows: FILE");
        }
        return new DataSpec(csv, images, idx == null ? null : idx(idx), sequences, target, task, split);
    }

    private static DataSpec.Idx idx(Fields fields) {
        DataSpec.Idx idx = new DataSpec.Idx(
                fields.text("images", "the path of a file of images in IDX format"),
                fields.text("labels", "the path of a file of labels in IDX format"));
        fields.nothingElse();
        return idx;
    }

    private static @Nullable Task task(Fields fields) {
        if (fields.optional("task") == null) {
            return null;
        }
        return fields.oneOf("task", null, List.of("classification", "regression"))
                        .equals("regression")
                ? Task.REGRESSION
                : Task.CLASSIFICATION;
    }

    private static Split split(@Nullable Fields fields, long seed) {
        if (fields == null) {
            return Split.standard(seed);
        }
        Split standard = Split.standard(seed);
        String share = "a share between 0 and 1";
        Split split = new Split(
                fields.number("train", standard.train(), share),
                fields.number("validation", standard.validation(), share),
                fields.number("test", standard.test(), share),
                fields.seed("seed", seed),
                fields.wholeOrNull("folds", 2),
                fields.textOrNull("group", COLUMN),
                fields.textOrNull("time", COLUMN),
                fields.textOrNull("rows", "the path of a CSV file with the columns row and part"));
        fields.nothingElse();
        double sum = split.train() + split.validation() + split.test();
        if (Math.min(split.train(), Math.min(split.validation(), split.test())) <= 0 || Math.abs(sum - 1) > 1e-6) {
            throw new InvalidStudy(
                    "data.split",
                    "expected three shares above 0 that add up to 1, got " + split.train() + ", " + split.validation()
                            + ", " + split.test());
        }
        checkTogether(split);
        return split;
    }

    private static void checkTogether(Split split) {
        if (split.folds() != null && split.folds() > MOST_FOLDS) {
            throw new InvalidStudy(
                    "data.split.folds", "expected a whole number from 2 to " + MOST_FOLDS + ", got " + split.folds());
        }
        long ways = Stream.of(split.group(), split.time(), split.rows())
                .filter(it -> it != null)
                .count();
        if (ways > 1) {
            throw new InvalidStudy("data.split", "expected one of group, time, rows, got " + ways + " of them");
        }
        if (split.folds() != null && split.fixed()) {
            throw new InvalidStudy(
                    "data.split.folds", "cannot be drawn where time or rows say who is in which part; leave one out");
        }
    }

    /** Every fold of every trial is a network in memory. */
    private static final int MOST_FOLDS = 20;
}
