package dev.trialstream.cli.topics;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.metrics.StreamsSettings;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettingsReader;
import dev.trialstream.protocol.kafka.Durability;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trialstream config print}: prints the effective settings of the Kafka clients. */
@Command(
        name = "config",
        description = "Shows the settings of the Kafka clients.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "print")
public final class ConfigCommand {
    private final Streams streams;

    public ConfigCommand(Streams streams) {
        this.streams = streams;
    }

    @Command(
            name = "print",
            description =
                    "Prints the effective settings of admin clients, producers, consumers and Streams, without secrets.",
            mixinStandardHelpOptions = true)
    int print(@Mixin ClientOptions client) {
        ClientSettings settings = client.given();
        section("admin", settings.admin());
        section("producer", settings.producer("NAME"));
        section("producer of transactions", settings.transactionalProducer("NAME"));
        section("consumer", settings.groupReader("NAME", "GROUP"));
        section("consumer of work", settings.shareReader("NAME", "GROUP"));
        section(
                "streams",
                StreamsSettings.of(
                        settings, Topics.STANDARD, MetricsConsumerOptions.in(Path.of("DIR")), Durability.of(1)));
        return 0;
    }

    private void section(String name, Properties settings) {
        streams.out().println("# " + name);
        new TreeMap<>(settings)
                .forEach((key, value) -> streams.out()
                        .println(key + "=" + ClientSettingsReader.shown(String.valueOf(key), String.valueOf(value))));
    }
}
