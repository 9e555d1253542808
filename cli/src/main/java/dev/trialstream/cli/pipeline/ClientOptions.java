package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettingsReader;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command's broker and client settings; see {@link ClientSettingsReader}. */
public final class ClientOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The broker: Kafka 4.2 or newer with share groups (or TRIALSTREAM_KAFKA_BOOTSTRAP_SERVERS).")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka clients, such as security.protocol or kafka.producer.linger.ms.")
    @Nullable
    Path commandConfig;

    /**
     * Settings from the command line, the environment and the file, in this order; possibly without a broker.
     *
     * @throws UserError if a setting is not allowed
     */
    public ClientSettings given() {
        try {
            ClientSettings settings = ClientSettingsReader.read(file(), System.getenv());
            return bootstrapServers == null ? settings : settings.at(bootstrapServers);
        } catch (ClientSettingsReader.InvalidSetting e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** Settings with a broker. */
    public ClientSettings broker() {
        ClientSettings settings = given();
        if (!settings.hasBroker()) {
            throw UserError.badInput("--bootstrap-servers: expected the HOST:PORT of a broker, but it is missing");
        }
        return settings;
    }

    /** Settings for a broker that answers and has the topics. */
    public ClientSettings provisioned() {
        ClientSettings settings = broker();
        Provisioning.prepare(settings, Topics.STANDARD);
        return settings;
    }

    /** In command line form; begins with a space, or is empty. */
    public String arguments() {
        return words().stream().map(word -> " " + word).collect(Collectors.joining());
    }

    /** In command line form, as words. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (bootstrapServers != null) {
            words.addAll(List.of("--bootstrap-servers", bootstrapServers));
        }
        if (commandConfig != null) {
            words.addAll(List.of("--command-config", commandConfig.toString()));
        }
        return words;
    }

    private Properties file() {
        Properties properties = new Properties();
        if (commandConfig == null) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(commandConfig)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput(
                    "--command-config " + commandConfig + ": expected a file of properties that can be read, got " + e);
        }
    }
}
