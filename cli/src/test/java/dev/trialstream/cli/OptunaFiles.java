package dev.trialstream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Files as Optuna writes them, made by hand: SQLite with its tables, and the lines of its journal. */
public final class OptunaFiles {
    /** The tables of {@code optuna/storages/_rdb/models.py} as SQLAlchemy makes them, at Alembic's v3.2.0.a. */
    public static final String SCHEMA = """
            CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id));
            CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
            CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER,
              library_version VARCHAR(256), PRIMARY KEY (version_info_id), CHECK (version_info_id=1));
            CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL, direction VARCHAR(8) NOT NULL,
              study_id INTEGER NOT NULL, objective INTEGER NOT NULL, PRIMARY KEY (study_direction_id),
              UNIQUE (study_id, objective), FOREIGN KEY(study_id) REFERENCES studies (study_id));
            CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL, study_id INTEGER,
              "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (study_user_attribute_id), UNIQUE (study_id, "key"),
              FOREIGN KEY(study_id) REFERENCES studies (study_id));
            CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL, study_id INTEGER,
              "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (study_system_attribute_id), UNIQUE (study_id, "key"),
              FOREIGN KEY(study_id) REFERENCES studies (study_id));
            CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL,
              datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id),
              FOREIGN KEY(study_id) REFERENCES studies (study_id));
            CREATE INDEX trials_study_id_key ON trials (study_id);
            CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL, trial_id INTEGER,
              "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_user_attribute_id), UNIQUE (trial_id, "key"),
              FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL, trial_id INTEGER,
              "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_system_attribute_id), UNIQUE (trial_id, "key"),
              FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512),
              param_value FLOAT, distribution_json TEXT, PRIMARY KEY (param_id), UNIQUE (trial_id, param_name),
              FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
              objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_value_id),
              UNIQUE (trial_id, objective), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL,
              trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT,
              intermediate_value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_intermediate_value_id),
              UNIQUE (trial_id, step), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
              heartbeat DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL, PRIMARY KEY (trial_heartbeat_id),
              UNIQUE (trial_id), FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
            CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
              CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
            INSERT INTO version_info VALUES (1, 12, '4.1.0');
            INSERT INTO alembic_version VALUES ('v3.2.0.a');
            """;

    /**
     * A study with all cases: trial 0 completes with a value that it did not report last, 1 is pruned, 2 completes with
     * its last reported value and is the best, 3 fails, 4 is still running, 5 waits. Only trials with sgd have the
     * parameter momentum.
     */
    public static final String DIGITS = """
            INSERT INTO studies VALUES (1, 'Digits on MLP');
            INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0);
            INSERT INTO study_user_attributes VALUES (1, 1, 'dataset', '"digits"');
            INSERT INTO trials VALUES
              (1, 0, 1, 'COMPLETE', '2024-03-01 10:00:00.000000', '2024-03-01 10:00:30.000000'),
              (2, 1, 1, 'PRUNED', '2024-03-01 10:00:05.000000', '2024-03-01 10:00:15.500000'),
              (3, 2, 1, 'COMPLETE', '2024-03-01 10:00:40.000000', '2024-03-01 10:01:00.000000'),
              (4, 3, 1, 'FAIL', '2024-03-01 10:01:00.000000', '2024-03-01 10:01:01.000000'),
              (5, 4, 1, 'RUNNING', '2024-03-01 10:01:10.000000', NULL),
              (6, 5, 1, 'WAITING', NULL, NULL);
            INSERT INTO trial_params VALUES
              (1, 1, 'learning rate', 0.01,
                '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}'),
              (2, 1, 'units', 64.0,
                '{"name": "IntDistribution", "attributes": {"log": false, "step": 32, "low": 32, "high": 256}}'),
              (3, 1, 'optimizer', 1.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}'),
              (4, 1, 'momentum', 0.9,
                '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.8, "high": 0.98, "log": false}}'),
              (5, 2, 'learning rate', 0.1,
                '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}'),
              (6, 2, 'units', 256.0,
                '{"name": "IntDistribution", "attributes": {"log": false, "step": 32, "low": 32, "high": 256}}'),
              (7, 2, 'optimizer', 0.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}'),
              (8, 3, 'learning rate', 0.001,
                '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}'),
              (9, 3, 'units', 128.0,
                '{"name": "IntDistribution", "attributes": {"log": false, "step": 32, "low": 32, "high": 256}}'),
              (10, 3, 'optimizer', 0.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
            INSERT INTO trial_values VALUES (1, 1, 0, 0.125, 'FINITE'), (2, 3, 0, 0.0625, 'FINITE'),
              (3, 2, 0, 0.5, 'FINITE');
            INSERT INTO trial_intermediate_values VALUES
              (1, 1, 0, 0.5, 'FINITE'), (2, 1, 1, 0.25, 'FINITE'),
              (3, 2, 0, NULL, 'NAN'), (4, 2, 1, 0.5, 'FINITE'),
              (5, 3, 0, 0.25, 'FINITE'), (6, 3, 1, 0.0625, 'FINITE');
            INSERT INTO trial_user_attributes VALUES (1, 3, 'accuracy', '0.9375'), (2, 3, 'notes', '"good"');
            """;

    /** The study of {@link #DIGITS}, as a journal has it; with the values that {@code enum.IntEnum} is written as. */
    public static final String JOURNAL = """
            {"op_code":0,"worker_id":"w-1","study_name":"Digits on MLP","directions":[1]}
            {"op_code":2,"worker_id":"w-1","study_id":0,"user_attr":{"dataset":"digits"}}
            {"op_code":4,"worker_id":"w-1","study_id":0,"datetime_start":"2024-03-01T10:00:00.000000"}
            {"op_code":5,"worker_id":"w-1","trial_id":0,"param_name":"learning rate","param_value_internal":0.01,"distribution":"{\\"name\\": \\"FloatDistribution\\", \\"attributes\\": {\\"step\\": null, \\"low\\": 0.0001, \\"high\\": 0.1, \\"log\\": true}}"}
            {"op_code":5,"worker_id":"w-1","trial_id":0,"param_name":"units","param_value_internal":64.0,"distribution":"{\\"name\\": \\"IntDistribution\\", \\"attributes\\": {\\"log\\": false, \\"step\\": 32, \\"low\\": 32, \\"high\\": 256}}"}
            {"op_code":5,"worker_id":"w-1","trial_id":0,"param_name":"optimizer","param_value_internal":1,"distribution":"{\\"name\\": \\"CategoricalDistribution\\", \\"attributes\\": {\\"choices\\": [\\"adam\\", \\"sgd\\"]}}"}
            {"op_code":5,"worker_id":"w-1","trial_id":0,"param_name":"momentum","param_value_internal":0.9,"distribution":"{\\"name\\": \\"FloatDistribution\\", \\"attributes\\": {\\"step\\": null, \\"low\\": 0.8, \\"high\\": 0.98, \\"log\\": false}}"}
            {"op_code":7,"worker_id":"w-1","trial_id":0,"step":0,"intermediate_value":0.5}
            {"op_code":4,"worker_id":"w-2","study_id":0,"datetime_start":"2024-03-01T10:00:05.000000"}
            {"op_code":5,"worker_id":"w-2","trial_id":1,"param_name":"learning rate","param_value_internal":0.1,"distribution":"{\\"name\\": \\"FloatDistribution\\", \\"attributes\\": {\\"step\\": null, \\"low\\": 0.0001, \\"high\\": 0.1, \\"log\\": true}}"}
            {"op_code":5,"worker_id":"w-2","trial_id":1,"param_name":"units","param_value_internal":256.0,"distribution":"{\\"name\\": \\"IntDistribution\\", \\"attributes\\": {\\"log\\": false, \\"step\\": 32, \\"low\\": 32, \\"high\\": 256}}"}
            {"op_code":5,"worker_id":"w-2","trial_id":1,"param_name":"optimizer","param_value_internal":0,"distribution":"{\\"name\\": \\"CategoricalDistribution\\", \\"attributes\\": {\\"choices\\": [\\"adam\\", \\"sgd\\"]}}"}
            {"op_code":7,"worker_id":"w-2","trial_id":1,"step":0,"intermediate_value":NaN}
            {"op_code":7,"worker_id":"w-2","trial_id":1,"step":1,"intermediate_value":0.5}
            {"op_code":6,"worker_id":"w-2","trial_id":1,"state":2,"values":[0.5],"datetime_complete":"2024-03-01T10:00:15.500000"}
            {"op_code":7,"worker_id":"w-1","trial_id":0,"step":1,"intermediate_value":0.25}
            {"op_code":6,"worker_id":"w-1","trial_id":0,"state":1,"values":[0.125],"datetime_complete":"2024-03-01T10:00:30.000000"}
            {"op_code":7,"worker_id":"w-2","trial_id":0,"step":9,"intermediate_value":0.0}
            {"op_code":4,"worker_id":"w-1","study_id":0,"datetime_start":"2024-03-01T10:00:40.000000","datetime_complete":"2024-03-01T10:01:00.000000","state":1,"value":0.0625,"values":null,"distributions":{"learning rate":"{\\"name\\": \\"FloatDistribution\\", \\"attributes\\": {\\"step\\": null, \\"low\\": 0.0001, \\"high\\": 0.1, \\"log\\": true}}","units":"{\\"name\\": \\"IntDistribution\\", \\"attributes\\": {\\"log\\": false, \\"step\\": 32, \\"low\\": 32, \\"high\\": 256}}","optimizer":"{\\"name\\": \\"CategoricalDistribution\\", \\"attributes\\": {\\"choices\\": [\\"adam\\", \\"sgd\\"]}}"},"params":{"learning rate":0.001,"units":128.0,"optimizer":0},"user_attrs":{"accuracy":0.9375,"notes":"good"},"system_attrs":{},"intermediate_values":{"0":0.25,"1":0.0625}}
            {"op_code":4,"worker_id":"w-1","study_id":0,"datetime_start":"2024-03-01T10:01:00.000000"}
            {"op_code":6,"worker_id":"w-1","trial_id":3,"state":3,"values":null,"datetime_complete":"2024-03-01T10:01:01.000000"}
            {"op_code":4,"worker_id":"w-1","study_id":0,"datetime_start":"2024-03-01T10:01:10.000000"}
            {"op_code":4,"worker_id":"w-1","study_id":0,"datetime_start":null,"state":4,"value":null,"values":null,"distributions":{},"params":{},"user_attrs":{},"system_attrs":{"fixed_params":{}},"intermediate_values":{}}
            """;

    private OptunaFiles() {}

    /** A new SQLite file that {@code sql} has made; statements end with a semicolon at the end of a line. */
    public static Path sqlite(Path file, String... sql) throws Exception {
        Files.deleteIfExists(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            change(connection, String.join("\n", sql));
        }
        return file;
    }

    private static void change(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql.split(";\\n", -1)) {
                if (!each.isBlank()) {
                    statement.executeUpdate(each);
                }
            }
        }
    }
}
