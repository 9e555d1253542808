package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.Key;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the data of a study and their split. */
final class DataReader {
    private static final Key<String> HANDED_ON = Key.path("csv", "the path of a file or folder");

    /** Default name of the class of an image. */
    private static final String CLASS = "class";

    private DataReader() {}

    /** Only a trainer that profiles data requires data and a target. */
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
        for (Key<?> kind : List.of(DataSpec.IMAGES, DataSpec.IDX, DataSpec.SEQUENCES)) {
            if (fields.optional(kind.name()) != null) {
                throw new InvalidStudy(
                        fields.pathOf(kind.name()),
                        "is for the trainer network; name the file or folder as csv, which is handed on");
            }
        }
        for (Key<?> reading : List.of(DataSpec.COLUMNS, DataSpec.MISSING)) {
            if (fields.optional(reading.name()) != null) {
                throw new InvalidStudy(
                        fields.pathOf(reading.name()),
                        "is for the trainer network, which reads the data; leave it out");
            }
        }
        return new DataSpec(
                fields.get(HANDED_ON), fields.find(DataSpec.TARGET), fields.find(DataSpec.TASK), split(fields, seed));
    }

    private static DataSpec profiled(Fields fields, long seed) {
        @Nullable String images = fields.find(DataSpec.IMAGES);
        DataSpec.@Nullable Idx idx = fields.find(DataSpec.IDX);
        @Nullable String sequences = fields.find(DataSpec.SEQUENCES);
        long named = Stream.of(images, idx, sequences, fields.optional(DataSpec.CSV.name()))
                .filter(it -> it != null)
                .count();
        if (named > 1) {
            throw new InvalidStudy("data", "expected one of csv, images, idx, sequences, got " + named + " of them");
        }
        boolean pictures = images != null || idx != null;
        @Nullable String csv = pictures || sequences != null ? null : fields.get(DataSpec.CSV);
        String target = fields.get(pictures ? DataSpec.TARGET.otherwise(CLASS) : DataSpec.TARGET);
        @Nullable Task task = fields.find(DataSpec.TASK);
        if (pictures && task == Task.REGRESSION) {
            throw new InvalidStudy("data.task", "images have classes, expected classification, or leave it out");
        }
        Split split = split(fields, seed);
        if (pictures && (split.group() != null || split.time() != null)) {
            throw new InvalidStudy(
                    "data.split",
                    "images have no column to part them by, expected no group and no time, or rows: FILE");
        }
        return new DataSpec(
                csv, images, idx, sequences, target, task, split, columns(fields, csv), missing(fields, pictures));
    }

    private static @Nullable Map<String, ColumnUse> columns(Fields fields, @Nullable String csv) {
        @Nullable Map<String, ColumnUse> columns = fields.find(DataSpec.COLUMNS);
        if (columns != null && csv == null) {
            throw new InvalidStudy("data.columns", "is for a CSV file alone; leave it out");
        }
        return columns;
    }

    private static @Nullable List<String> missing(Fields fields, boolean pictures) {
        @Nullable List<String> missing = fields.find(DataSpec.MISSING);
        if (missing != null && pictures) {
            throw new InvalidStudy("data.missing", "images have no missing values; leave it out");
        }
        return missing;
    }

    private static Split split(Fields data, long seed) {
        Fields fields = data.object("split");
        if (fields == null) {
            return Split.standard(seed);
        }
        Split split = new Split(
                fields.get(Split.TRAIN),
                fields.get(Split.VALIDATION),
                fields.get(Split.TEST),
                fields.get(Split.SEED.otherwise(seed)),
                fields.find(Split.FOLDS),
                fields.find(Split.GROUP),
                fields.find(Split.TIME),
                fields.find(Split.ROWS),
                fields.find(Split.REPEATS));
        fields.nothingElse();
        if (Math.abs(split.train() + split.validation() + split.test() - 1) > 1e-6) {
            throw new InvalidStudy(
                    "data.split",
                    "expected three shares above 0 that add up to 1, got " + split.train() + ", " + split.validation()
                            + ", " + split.test());
        }
        checkTogether(split);
        return split;
    }

    private static void checkTogether(Split split) {
        long ways = Stream.of(split.group(), split.time(), split.rows())
                .filter(it -> it != null)
                .count();
        if (ways > 1) {
            throw new InvalidStudy("data.split", "expected one of group, time, rows, got " + ways + " of them");
        }
        if (split.repeats() != null && split.fixed()) {
            throw new InvalidStudy(
                    "data.split.repeats", "changes nothing where time or rows say who is in which part; leave it out");
        }
        if (split.folds() != null && split.fixed()) {
            throw new InvalidStudy(
                    "data.split.folds", "cannot be drawn where time or rows say who is in which part; leave one out");
        }
    }
}
