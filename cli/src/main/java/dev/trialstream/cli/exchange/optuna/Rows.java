package dev.trialstream.cli.exchange.optuna;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Results of a query. */
final class Rows {
    private Rows() {}

    /** Receives a row. */
    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** @param parameter of the query, or null if it has none */
    static void each(Connection connection, String sql, @Nullable Object parameter, Row each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setObject(1, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        }
    }
}
