package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import org.junit.jupiter.api.Test;

class AclsCommandTest {
    @Test
    void a_role_is_printed_as_lines_for_kafkas_own_tool() {
        Cli print = Cli.run("acls", "print", "--role", "worker");
        assertThat(print.exitCode()).as(print.err()).isZero();
        String begin = "kafka-acls.sh --bootstrap-server HOST:PORT --add --allow-principal User:trialstream-worker ";
        assertThat(print.out().lines())
                .contains(
                        begin + "--operation Read --operation DescribeConfigs --group trialstream-workers-cpu",
                        begin + "--operation Describe --operation Write --topic trialstream.trials.events.v1",
                        begin + "--operation Describe --topic trialstream.studies.v1")
                .hasSize(13);
    }

    @Test
    void names_are_quoted_for_a_shell_and_prefixes_are_said() {
        Cli print = Cli.run(
                "acls",
                "print",
                "--role",
                "metrics",
                "--principal",
                "User:CN=the judge,O=it's",
                "--bootstrap-servers",
                "broker:9093",
                "--command-config",
                "admin.properties");
        assertThat(print.out().lines())
                .contains("kafka-acls.sh --bootstrap-server broker:9093 --command-config admin.properties --add"
                        + " --allow-principal 'User:CN=the judge,O=it'\\''s' --operation Write"
                        + " --transactional-id trialstream-judge- --resource-pattern-type prefixed");
    }

    @Test
    void json_has_a_binding_for_each_operation() {
        Cli print = Cli.run("acls", "print", "--role", "publisher", "--principal", "User:p", "--json");
        assertThat(Json.json().readTree(print.out()))
                .anySatisfy(
                        binding -> assertThat(binding)
                                .hasToString(
                                        "{\"resource_type\":\"TOPIC\",\"name\":\"trialstream.studies.v1\",\"pattern_type\":\"LITERAL\","
                                                + "\"principal\":\"User:p\",\"host\":\"*\",\"operation\":\"WRITE\",\"permission\":\"ALLOW\"}"));
    }

    @Test
    void an_unknown_role_is_one_line() {
        Cli refused = Cli.run("acls", "print", "--role", "cook");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly(
                        "error: --role: expected worker, orchestrator, metrics, publisher or importer, got cook");
        assertThat(refused.out()).isEmpty();
    }
}
