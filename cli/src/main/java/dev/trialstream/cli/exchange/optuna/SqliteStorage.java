package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.cli.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Optuna's {@code RDBStorage} in SQLite, read only. Its tables are those of {@code optuna/storages/_rdb/models.py}
 * since Optuna 3.0; Alembic stores their version in {@code alembic_version}.
 */
record SqliteStorage(Path file) implements OptunaStorage {
    /** Work on an open file. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public List<String> names() {
        return read(connection -> {
            SqliteSchema.objectionTo(connection).ifPresent(why -> {
                throw bad(why);
            });
            List<String> names = new ArrayList<>();
            Rows.each(
                    connection,
                    "SELECT study_name FROM studies ORDER BY study_id",
                    null,
                    row -> names.add(row.getString(1)));
            return names;
        });
    }

    @Override
    public OptunaStudy study(String name) {
        return read(connection -> {
            Map<Long, String> ids = new TreeMap<>();
            Rows.each(
                    connection,
                    "SELECT study_id FROM studies WHERE study_name = ?",
                    name,
                    row -> ids.put(row.getLong(1), ""));
            return study(connection, name, ids.keySet().iterator().next());
        });
    }

    private static OptunaStudy study(Connection connection, String name, long id) throws SQLException {
        List<OptunaStudy.Direction> directions = new ArrayList<>();
        Rows.each(
                connection,
                "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective",
                id,
                row -> directions.add(OptunaStudy.Direction.valueOf(row.getString(1))));
        return new OptunaStudy(
                name,
                directions,
                attributes(connection, "study_user_attributes", id),
                attributes(connection, "study_system_attributes", id),
                trials(connection, id));
    }

    private static Map<String, JsonNode> attributes(Connection connection, String table, long study)
            throws SQLException {
        Map<String, JsonNode> attributes = new TreeMap<>();
        Rows.each(
                connection,
                "SELECT key, value_json FROM " + table + " WHERE study_id = ?",
                study,
                row -> attributes.put(row.getString(1), Distribution.PYTHON.readTree(row.getString(2))));
        return attributes;
    }

    private static List<OptunaStudy.Trial> trials(Connection connection, long study) throws SQLException {
        Map<Long, TrialBuilder> trials = new TreeMap<>();
        Rows.each(
                connection,
                "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ?",
                study,
                row -> trials.put(
                        row.getLong(1),
                        new TrialBuilder(row.getInt(2))
                                .state(OptunaStudy.State.valueOf(row.getString(3)))
                                .start(row.getString(4))
                                .end(row.getString(5))));
        ofTrials(
                connection,
                study,
                trials,
                "trial_params",
                "param_name, param_value, distribution_json",
                (trial, row) ->
                        trial.parameter(row.getString(2), row.getDouble(3), Distribution.read(row.getString(4))));
        ofTrials(
                connection,
                study,
                trials,
                "trial_values",
                "objective, value, value_type",
                (trial, row) -> trial.value(number(row, 3, 4)));
        ofTrials(
                connection,
                study,
                trials,
                "trial_intermediate_values",
                "step, intermediate_value, intermediate_value_type",
                (trial, row) -> trial.step(row.getLong(2), number(row, 3, 4)));
        ofTrials(
                connection,
                study,
                trials,
                "trial_user_attributes",
                "key, value_json",
                (trial, row) -> trial.userAttribute(row.getString(2), Distribution.PYTHON.readTree(row.getString(3))));
        ofTrials(
                connection,
                study,
                trials,
                "trial_system_attributes",
                "key, value_json",
                (trial, row) ->
                        trial.systemAttribute(row.getString(2), Distribution.PYTHON.readTree(row.getString(3))));
        return built(trials.values());
    }

    private static List<OptunaStudy.Trial> built(Collection<TrialBuilder> trials) {
        return trials.stream()
                .map(TrialBuilder::build)
                .sorted(TrialBuilder.BY_NUMBER)
                .toList();
    }

    /** Receives a row of a trial; the first column is its id. */
    private interface TrialRow {
        void take(TrialBuilder trial, ResultSet row) throws SQLException;
    }

    private static void ofTrials(
            Connection connection,
            long study,
            Map<Long, TrialBuilder> trials,
            String table,
            String columns,
            TrialRow each)
            throws SQLException {
        String order = columns.startsWith("objective") ? "objective" : "rowid";
        String sql = "SELECT trial_id, " + columns + " FROM " + table
                + " WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?) ORDER BY trial_id, " + order;
        Rows.each(connection, sql, study, row -> {
            TrialBuilder trial = trials.get(row.getLong(1));
            if (trial != null) {
                each.take(trial, row);
            }
        });
    }

    /** {@code stored_repr_to_value}: a non-finite value has no number but a type. */
    private static double number(ResultSet row, int value, int type) throws SQLException {
        return switch (row.getString(type)) {
            case "INF_POS" -> Double.POSITIVE_INFINITY;
            case "INF_NEG" -> Double.NEGATIVE_INFINITY;
            case "NAN" -> Double.NaN;
            case "FINITE" -> row.getDouble(value);
            default -> throw new IllegalArgumentException("a value of the unknown type " + row.getString(type));
        };
    }

    private <T> T read(Work<T> work) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath())) {
            return work.on(connection);
        } catch (SQLException | JacksonException | IllegalArgumentException | ArithmeticException e) {
            throw unreadable(e);
        }
    }

    private UserError unreadable(Exception e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return bad("the study could not be read from this SQLite file: " + why);
    }
}
