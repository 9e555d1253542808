package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Task;
import org.jspecify.annotations.Nullable;

/** Reads the target column as classes or numbers. */
final class TargetReader {
    /** A target with more distinct numbers than this, and more than a tenth of the rows, is numeric. */
    private static final int MAX_NUMERIC_CLASSES = 50;

    /** Percentage of rows that must be numbers for a detected regression; the others then count as errors. */
    private static final int NUMBERS_IN_A_HUNDRED = 90;

    private final DataTable table;
    private final Column target;

    TargetReader(DataTable table, Column target) {
        this.table = table;
        this.target = target;
    }

    /**
     * @param asked null: detect
     * @throws BadData if the column does not fit the task
     */
    Target read(@Nullable Task asked) {
        Task task = asked == null ? found() : asked;
        boolean numbers = task == Task.REGRESSION;
        checkPresent(numbers ? "a number" : "a class");
        return numbers ? quantities() : labels();
    }

    private Task found() {
        boolean[] numeric = new boolean[target.values().size()];
        int distinct = 0;
        for (int code = 0; code < numeric.length; code++) {
            numeric[code] = Numbers.parse(target.values().get(code)).isPresent();
            distinct += numeric[code] ? 1 : 0;
        }
        long rows = 0;
        for (int row = 0; row < target.rows(); row++) {
            rows += target.code(row) != Column.MISSING && numeric[target.code(row)] ? 1 : 0;
        }
        boolean many = distinct > MAX_NUMERIC_CLASSES && distinct * 10L > target.rows();
        return many && rows * 100 >= (long) NUMBERS_IN_A_HUNDRED * target.rows()
                ? Task.REGRESSION
                : Task.CLASSIFICATION;
    }

    private void checkPresent(String expected) {
        for (int row = 0; row < target.rows(); row++) {
            if (target.code(row) == Column.MISSING) {
                throw atRow(row, "target " + target.name() + " has no value, expected " + expected + " in every row");
            }
        }
    }

    private Labels labels() {
        if (target.values().size() == 1) {
            throw inTarget("every row is of class " + target.values().get(0) + ", expected two classes at least");
        }
        return Labels.of(target);
    }

    private Quantities quantities() {
        for (int row = 0; row < target.rows(); row++) {
            String text = target.values().get(target.code(row));
            if (Numbers.parse(text).isEmpty()) {
                throw atRow(
                        row,
                        "target " + target.name() + " holds " + text + ", expected a number as in a regression:"
                                + " correct it, or choose the task classification");
            }
        }
        Quantities quantities = Quantities.of(target);
        DataProfile.TargetSummary summary = quantities.summary();
        if (summary.min() == summary.max()) {
            throw inTarget("every row is " + target.values().get(0) + ", expected different numbers");
        }
        if (!Double.isFinite(summary.sd()) || !Double.isFinite(1 / summary.sd())) {
            throw inTarget("its numbers from " + summary.min() + " to " + summary.max()
                    + " cannot be squared, expected magnitudes between 1e-150 and 1e150: change their unit");
        }
        return quantities;
    }

    private BadData atRow(int row, String complaint) {
        return BadData.atLine(table.file(), table.lines().get(row), complaint);
    }

    private BadData inTarget(String complaint) {
        return BadData.inColumn(table.file(), target.name(), complaint);
    }
}
