package dev.trialstream.cli.exchange.optuna;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The supported schemas: those of Optuna 3 and 4. */
final class SqliteSchema {
    private static final String OLDEST = "v3.0.0.d";

    /** Optuna 3.0 and 3.1; 3.2 and later, which only adds an index. */
    private static final Set<String> VERSIONS = new TreeSet<>(Set.of(OLDEST, "v3.2.0.a"));

    private static final Set<String> TABLES = new TreeSet<>(Set.of(
            "alembic_version",
            "studies",
            "study_directions",
            "study_system_attributes",
            "study_user_attributes",
            "trial_intermediate_values",
            "trial_params",
            "trial_system_attributes",
            "trial_user_attributes",
            "trial_values",
            "trials"));

    private SqliteSchema() {}

    /** Why the file cannot be read; empty if it can. */
    static Optional<String> objectionTo(Connection connection) throws SQLException {
        Set<String> missing = new TreeSet<>(TABLES);
        Rows.each(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table'",
                null,
                row -> missing.remove(row.getString(1)));
        if (!missing.isEmpty()) {
            return Optional.of("is an SQLite file, but not one that Optuna 3 or 4 keeps studies in: it lacks the table"
                    + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing));
        }
        List<String> versions = new ArrayList<>();
        Rows.each(connection, "SELECT version_num FROM alembic_version", null, row -> versions.add(row.getString(1)));
        String version = versions.isEmpty() ? "none" : versions.get(0);
        return VERSIONS.contains(version)
                ? Optional.empty()
                : Optional.of("has Optuna's schema " + version + ", expected one of " + String.join(", ", VERSIONS)
                        + (version.compareTo(OLDEST) < 0
                                ? "; upgrade a copy with: optuna storage upgrade --storage sqlite:///FILE"
                                : "; it is newer than what can be read here"));
    }
}
