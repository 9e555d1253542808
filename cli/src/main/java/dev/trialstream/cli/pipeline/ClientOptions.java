package dev.trialstream.cli.service;

import dev.trialstream.cli.pipeline.Provisioning;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import picocli.CommandLine.Option;

/** How a service finds its broker. */
final class ClientOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            required = true,
            description = "The broker: Kafka 4.2 or newer with share groups.")
    String bootstrapServers = "";

    /** Settings for a broker that answers and has the topics. */
    ClientSettings settings() {
        ClientSettings settings = ClientSettings.of(bootstrapServers);
        Provisioning.apply(settings, Topics.STANDARD);
        return settings;
    }
}
