package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerConfigTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.id",
                "process.roles",
                "controller.quorum.voters",
                "log.dirs",
                "inter.broker.listener.name",
                "listener.name.controller.sasl.enabled.mechanisms"
            })
    void what_the_embedding_needs_is_refused_by_name_with_the_reason(String name) throws Exception {
        Cli refused = broker(name + "=1\n");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .startsWith("error: --broker-config: " + name + ": cannot be set, because ")
                .endsWith("; leave it out");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINE://127.0.0.1:9093", "SSL://127.0.0.1", "SSL://a:1,SSL://b:2"})
    void a_listener_that_is_none_is_refused(String listeners) throws Exception {
        Cli refused = broker("listeners=" + listeners + "\n");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly(
                        "error: --broker-config: listeners: expected one listener, named by its protocol, such as"
                                + " SASL_SSL://127.0.0.1:9093, got " + listeners);
    }

    @Test
    void a_broker_that_cannot_be_so_says_why_in_one_line() throws Exception {
        Cli refused = broker("""
                listeners=SSL://127.0.0.1:0
                ssl.keystore.location=nowhere.p12
                ssl.keystore.password=a-secret
                """);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .startsWith("error: the broker cannot be as it is set: ")
                .contains("nowhere.p12")
                .endsWith("; check --broker-config")
                .doesNotContain("a-secret");
    }

    @Test
    void a_user_comes_with_a_password() throws Exception {
        Cli refused = broker("", "--scram-user", "admin");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly("error: --scram-user and --scram-password-file: expected both, or none");
    }

    private Cli broker(String config, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("broker.properties"), config);
        String[] common = {
            "broker",
            "--broker-config",
            file.toString(),
            "--data-dir",
            folder.resolve("data").toString()
        };
        return Cli.run(
                java.util.stream.Stream.concat(java.util.stream.Stream.of(common), java.util.stream.Stream.of(more))
                        .toArray(String[]::new));
    }
}
