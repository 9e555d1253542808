package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that the serving commands refuse before they start or write anything. */
class ServiceOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up --slots 0                                              | --slots: expected a whole number of at least 1, got 0
            up --data-root nowhere                                    | --data-root: nowhere is no folder
            up --http 70000                                           | --http: expected a port from 1 to 65535
            worker --bootstrap-servers 127.0.0.1:1 --slots -1         | --slots: expected a whole number of at least 1, got -1
            worker --bootstrap-servers 127.0.0.1:1 --data-root nowhere | --data-root: nowhere is no folder
            broker --port -1                                          | --port: expected a port from 1 to 65535
            orchestrator                                              | --bootstrap-servers: expected the HOST:PORT of a broker, but it is missing
            topics verify                                             | --bootstrap-servers: expected the HOST:PORT of a broker, but it is missing
            topics plan --bootstrap-servers 127.0.0.1:1 --partitions 0 | --partitions: expected a whole number of at least 1, got 0
            metrics --command-config nowhere                          | --command-config nowhere: expected a file of properties that can be read
            """)
    void nonsense_is_named_in_one_line(String command, String complaint) {
        Cli result = Cli.run(command.split(" +", -1));
        assertThat(result.errLines()).singleElement().asString().startsWith("error: " + complaint);
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
