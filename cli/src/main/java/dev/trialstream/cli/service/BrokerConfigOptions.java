package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.broker.BrokerConfig;
import dev.trialstream.cli.broker.ScramUser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that secure the embedded broker. A password is read from a file, because others can see a command line. */
final class BrokerConfigOptions {
    @Option(
            names = "--broker-config",
            paramLabel = "FILE",
            description = "Kafka's properties for the broker: listeners, ssl.*, sasl.*, authorizer.class.name, ...")
    @Nullable
    Path file;

    @Option(
            names = "--scram-user",
            paramLabel = "NAME",
            description = "The first user of SASL/SCRAM-SHA-512; put in when the folder is new.")
    @Nullable
    String scramUser;

    @Option(
            names = "--scram-password-file",
            paramLabel = "FILE",
            description = "The password of --scram-user: the first line of this file.")
    @Nullable
    Path scramPassword;

    /** @throws UserError if the embedding needs a property itself, or a file cannot be read */
    BrokerConfig read() {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable("--broker-config " + file, "properties", e);
            }
        }
        return BrokerConfig.of(properties, firstUser());
    }

    private Optional<ScramUser> firstUser() {
        if (scramUser == null && scramPassword == null) {
            return Optional.empty();
        }
        if (scramUser == null || scramPassword == null) {
            throw UserError.badInput("--scram-user and --scram-password-file: expected both, or none");
        }
        try (var lines = Files.lines(scramPassword)) {
            return Optional.of(new ScramUser(scramUser, lines.findFirst().orElse("")));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unreadable("--scram-password-file " + scramPassword, "text", e);
        }
    }

    private static UserError unreadable(String what, String kind, Exception e) {
        return UserError.badInput(what + ": expected a file of " + kind + " that can be read, got " + e);
    }
}
