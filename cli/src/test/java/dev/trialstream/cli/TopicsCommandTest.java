package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.protocol.kafka.ClientSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
    @TempDir
    Path folder;

    @Test
    void plan_says_apply_does_verify_holds_and_doing_it_again_changes_nothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            Cli plan = topics(broker, "plan", "--partitions", "3");
            assertThat(plan.exitCode()).isZero();
            assertThat(plan.out())
                    .contains("+ trialstream.trials.events.v1  3 partitions, cleanup.policy=delete, ")
                    .contains("~ group trialstream-workers-cpu  share.auto.offset.reset: latest -> earliest")
                    .endsWith("differences to do\n");

            Cli unmade = topics(broker, "verify");
            assertThat(unmade.exitCode()).isEqualTo(1);
            assertThat(unmade.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("error: topics: ")
                    .endsWith("topics apply does away with them");

            assertThat(topics(broker, "apply", "--partitions", "3").exitCode()).isZero();
            assertThat(topics(broker, "verify").out()).isEqualTo("all topics are as they should be\n");
            assertThat(topics(broker, "plan").out()).isEqualTo("nothing to do\n");
            assertThat(topics(broker, "apply").out()).isEqualTo("all topics are as they should be\n");

            set(broker, "trialstream.trials.events.v1", "retention.ms", "1000");
            assertThat(topics(broker, "plan").out())
                    .isEqualTo("~ trialstream.trials.events.v1  retention.ms: 1000 -> -1\n1 difference to do\n");
            assertThat(topics(broker, "apply").exitCode()).isZero();
            assertThat(topics(broker, "verify").exitCode()).isZero();
        }
    }

    @Test
    void a_wrong_number_of_partitions_is_named_and_nothing_is_made_or_started() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
                Admin admin = Admin.create(
                        ClientSettings.of(broker.bootstrapServers()).admin())) {
            admin.createTopics(List.of(new NewTopic("trialstream.best.v1", Optional.of(2), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            Cli apply = topics(broker, "apply");
            assertThat(apply.exitCode()).isEqualTo(1);
            assertThat(apply.out()).contains("! trialstream.best.v1  2 partitions, expected 4");
            assertThat(apply.errLines())
                    .containsExactly("error: topics: 1 difference left; a number of partitions is given once, when the"
                            + " history is made: leave --partitions out, or make the topic anew");
            Cli service = Cli.run("orchestrator", "--bootstrap-servers", broker.bootstrapServers());
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.errLines())
                    .containsExactly(
                            "error: topic trialstream.best.v1: expected 4 partitions as the history has, got 2;"
                                    + " make the topic anew");
            assertThat(admin.listTopics().names().get()).containsExactly("trialstream.best.v1");
        }
    }

    @Test
    void config_print_shows_what_clients_are_set_to_without_secrets() throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), """
                bootstrap.servers=broker:9092
                sasl.jaas.config=a secret
                kafka.producer.linger.ms=7
                """);
        Cli print = Cli.run("config", "print", "--command-config", file.toString());
        assertThat(print.exitCode()).isZero();
        assertThat(print.out())
                .contains("# producer\nacks=all\nbootstrap.servers=broker:9092\n")
                .contains("linger.ms=7\n")
                .contains("sasl.jaas.config=[hidden]\n")
                .contains("# streams\napplication.id=trialstream-judge\n")
                .contains("producer.linger.ms=7\n")
                .doesNotContain("a secret");
    }

    @Test
    void a_setting_that_a_guarantee_rests_on_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "acks=1\n");
        Cli refused = Cli.run("config", "print", "--command-config", file.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly("error: kafka.acks: cannot be set, because what is acknowledged must last, in order"
                        + " and once; leave it out");
    }

    private static void set(EmbeddedBroker broker, String topic, String name, String value) throws Exception {
        try (Admin admin =
                Admin.create(ClientSettings.of(broker.bootstrapServers()).admin())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Cli topics(EmbeddedBroker broker, String action, String... more) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("topics", action, "--bootstrap-servers", broker.bootstrapServers()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return Cli.run(all);
    }
}
