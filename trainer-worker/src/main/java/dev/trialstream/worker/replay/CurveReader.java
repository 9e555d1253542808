package dev.trialstream.worker.replay;

import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads recorded curves from a CSV file with one row per epoch; the rows of a curve are adjacent and in order. The
 * first column names the curve; a second recording under the same name becomes {@code NAME#2}. Then come the
 * parameters, then {@code epoch} from 1, then the metrics, of which {@code seconds} or {@code cumulative_seconds} is
 * the duration.
 */
public final class CurveReader {
    private static final String EPOCH = "epoch";
    private static final String SECONDS = "seconds";
    private static final String CUMULATIVE = "cumulative_seconds";

    private final CsvRows rows;
    private final int epochColumn;
    private final Map<String, RecordedCurve> curves = new LinkedHashMap<>();
    private String id = "";
    private Map<String, Object> parameters = Map.of();
    private List<RecordedCurve.Point> points = new ArrayList<>();
    private double seconds;

    private CurveReader(CsvRows rows) {
        this.rows = rows;
        this.epochColumn = rows.columns().indexOf(EPOCH);
        if (epochColumn < 1) {
            throw rows.complaintOfFile("expected a column that names the curve, its parameters, then epoch and its"
                    + " metrics, found the columns " + String.join(", ", rows.columns()));
        }
    }

    /**
     * The curves by name.
     *
     * @throws BadData if the file contains none
     */
    public static Map<String, RecordedCurve> read(Path file) {
        try (CsvRows rows = CsvRows.read(file)) {
            CurveReader reader = new CurveReader(rows);
            while (rows.next()) {
                reader.take();
            }
            reader.finish();
            return reader.curves;
        }
    }

    private void take() {
        String next = field(0);
        int epoch = (int) number(epochColumn);
        if (epoch == 1 || !next.equals(id)) {
            finish();
            begin(next);
        }
        if (epoch != points.size() + 1) {
            throw rows.complaint("expected epoch " + (points.size() + 1) + " of curve " + id + ", found " + epoch);
        }
        points.add(point());
    }

    private void begin(String next) {
        id = next;
        points = new ArrayList<>();
        seconds = 0;
        parameters = new LinkedHashMap<>();
        for (int i = 1; i < epochColumn; i++) {
            String text = field(i);
            Optional<Double> value = value(text);
            parameters.put(rows.columns().get(i), value.isPresent() ? value.get() : text);
        }
    }

    private RecordedCurve.Point point() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        double took = 0;
        for (int i = epochColumn + 1; i < rows.columns().size(); i++) {
            String name = rows.columns().get(i);
            if (field(i).isBlank()) {
                continue;
            }
            double value = number(i);
            if (name.equals(CUMULATIVE)) {
                took = Math.max(0, value - seconds);
                seconds = value;
            } else if (name.equals(SECONDS)) {
                took = Math.max(0, value);
            } else {
                metrics.put(name, value);
            }
        }
        return new RecordedCurve.Point(metrics, took);
    }

    private void finish() {
        if (!points.isEmpty()) {
            String name = id;
            for (int again = 2; curves.containsKey(name); again++) {
                name = id + "#" + again;
            }
            curves.put(name, new RecordedCurve(name, parameters, points));
        }
    }

    private String field(int column) {
        return rows.fields().get(column).strip();
    }

    private double number(int column) {
        return value(field(column))
                .orElseThrow(() -> rows.complaint(
                        "expected a number as " + rows.columns().get(column) + ", found " + field(column)));
    }

    private static Optional<Double> value(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
