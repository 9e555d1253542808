package dev.trialstream.training.data;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a folder of series: a CSV file for each, with a column {@code time} and columns of numbers; and
 * {@code labels.csv} with a column {@code series} that names the file, the target, and optionally the column that
 * splits the rows.
 */
public final class SeriesFolder {
    static final String LABELS = "labels.csv";
    private static final String SERIES = "series";
    private static final String TIME = "time";

    private SeriesFolder() {}

    /** @throws BadData if the folder is invalid */
    static SeriesSet read(Path folder, DataSpec spec) {
        List<String> files = files(folder);
        String target = spec.requireTarget();
        String group = spec.split().group();
        String key = group == null ? spec.split().time() : group;
        MissingMarks marks = MissingMarks.with(spec.missing());
        TableReading reading = new TableReading(target, key, Map.of(SERIES, ColumnUse.CATEGORICAL), marks);
        DataTable labels = CsvFile.read(folder.resolve(LABELS), reading);
        Column named = column(labels, SERIES, "to name the files of the series");
        TargetReader answers = new TargetReader(
                labels, column(labels, target, "to predict"), reading, new Punctuation(labels, reading));
        Target read = answers.read(spec.task());
        List<String> names = names(labels, named, files);
        List<String> columns = columns(folder.resolve(names.get(0)));
        return new SeriesSet(
                folder.toString(),
                DataHash.with(spec.split(), DataHash.ofFolder(folder, files)),
                names,
                columns,
                names.stream()
                        .map(name -> series(folder.resolve(name), columns, marks))
                        .toList(),
                read,
                key == null ? null : column(labels, key, "to part the series by"),
                labels.lines(),
                marks,
                notes(files, names, answers.notes()));
    }

    private static List<String> notes(List<String> files, List<String> names, List<String> ofTarget) {
        List<String> left = new ArrayList<>(files);
        left.removeAll(names);
        left.remove(LABELS);
        List<String> notes = new ArrayList<>(ofTarget);
        LeftOut.note(left, "which labels.csv does not name").ifPresent(notes::add);
        return notes;
    }

    /** CSV files of the folder, sorted by name. */
    static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    folder.toString(),
                    Files.exists(folder) ? "is a file, expected a folder of series" : "no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv") && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadData(folder.toString(), "cannot be read");
        }
    }

    private static Column column(DataTable labels, String name, String use) {
        return labels.column(name).orElseThrow(() -> DatasetChecks.noColumn(labels, name, use));
    }

    private static List<String> names(DataTable labels, Column named, List<String> files) {
        Set<String> there = new HashSet<>(files);
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int row = 0; row < named.rows(); row++) {
            String text = String.valueOf(named.text(row));
            String name = text.endsWith(".csv") ? text : text + ".csv";
            if (!there.contains(name) || name.equals(LABELS)) {
                throw BadData.atLine(
                        labels.file(), labels.lines().get(row), "series " + text + ": no such file beside it");
            }
            if (!seen.add(name)) {
                throw BadData.atLine(labels.file(), labels.lines().get(row), "series " + text + " is named twice");
            }
            names.add(name);
        }
        return names;
    }

    /** The measured quantities of a series: its columns except the time. */
    private static List<String> columns(Path file) {
        try (CsvRows rows = CsvRows.read(file)) {
            List<String> columns =
                    rows.columns().stream().filter(name -> !name.equals(TIME)).toList();
            if (columns.isEmpty()) {
                throw rows.complaintOfFile("has no column beside " + TIME + ", expected some of numbers");
            }
            return columns;
        }
    }

    /**
     * Reads one series.
     *
     * @param columns that it must have, besides the time; others are ignored
     * @param marks of missing values
     * @throws BadData if it lacks one, or is not a series of numbers
     */
    public static SeriesSet.Series series(Path file, List<String> columns, MissingMarks marks) {
        try (CsvRows rows = CsvRows.read(file)) {
            int time = index(rows, TIME);
            int[] indexes = columns.stream().mapToInt(name -> index(rows, name)).toArray();
            List<Step> steps = new ArrayList<>();
            while (rows.next()) {
                double[] values = IntStream.of(indexes)
                        .mapToDouble(index -> number(rows, index, marks))
                        .toArray();
                steps.add(new Step(time(rows, rows.fields().get(time).strip()), rows.line(), values));
            }
            steps.sort(Comparator.comparingDouble(Step::time));
            checkTimes(file, steps);
            double[][] values = new double[indexes.length][steps.size()];
            for (int step = 0; step < steps.size(); step++) {
                for (int i = 0; i < indexes.length; i++) {
                    values[i][step] = steps.get(step).values[i];
                }
            }
            return new SeriesSet.Series(values, steps.size());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(double time, int line, double[] values) {}

    private static int index(CsvRows rows, String column) {
        int index = rows.columns().indexOf(column);
        if (index < 0) {
            throw rows.complaintOfFile("has no column " + column + ", expected " + TIME
                    + " and what the other series have: " + String.join(", ", rows.columns()) + " are its columns");
        }
        return index;
    }

    private static double number(CsvRows rows, int index, MissingMarks marks) {
        String text = Cells.strip(rows.fields().get(index));
        if (marks.amongNumbers(text)) {
            return Double.NaN;
        }
        String column = "column " + rows.columns().get(index) + " holds " + Cells.shown(text);
        double number = Numbers.parse(text)
                .orElseThrow(() -> rows.complaint(column
                        + ", expected a number: series are of numbers alone; correct it, or "
                        + ColumnReader.missingAdvice(text)));
        if (Math.abs(number) > ColumnReader.LARGEST) {
            throw rows.complaint(
                    column + ", expected magnitudes up to 1e38: correct it, or " + ColumnReader.missingAdvice(text));
        }
        return number;
    }

    private static double time(CsvRows rows, String text) {
        try {
            return Numbers.parse(text).orElseGet(() -> KeyColumn.seconds(text.replace(' ', 'T')));
        } catch (DateTimeException e) {
            throw rows.complaint(
                    "time " + text + ", expected a number or a time such as 2026-01-31 or 2026-01-31T23:59:00Z");
        }
    }

    private static void checkTimes(Path file, List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).time == steps.get(i - 1).time) {
                throw BadData.atLine(
                        file.toString(), steps.get(i).line, "has the time of line " + steps.get(i - 1).line + " again");
            }
        }
    }

    /** Receives series. */
    public interface Taker {
        /** @param name of its file */
        void take(String name, SeriesSet.Series series);
    }

    /** Like {@link #read(Path, List, MissingMarks, Taker)}, with the usual marks of missing values. */
    public static void read(Path place, List<String> columns, Taker taker) {
        read(place, columns, MissingMarks.USUAL, taker);
    }

    /**
     * Reads series without targets, one after the other, from a folder or a single file.
     *
     * @throws BadData if there is none, or one is not valid for {@link #series}; {@code taker} may have received
     *     earlier ones
     */
    public static void read(Path place, List<String> columns, MissingMarks marks, Taker taker) {
        if (!Files.isDirectory(place)) {
            taker.take(name(place), series(place, columns, marks));
            return;
        }
        List<String> files =
                files(place).stream().filter(name -> !name.equals(LABELS)).toList();
        if (files.isEmpty()) {
            throw new BadData(place.toString(), "has no CSV files, expected one for each series");
        }
        files.forEach(name -> taker.take(name, series(place.resolve(name), columns, marks)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
