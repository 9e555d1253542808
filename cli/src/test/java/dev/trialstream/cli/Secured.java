package dev.trialstream.cli;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.pipeline.Provisioning;
import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.kafka.AccessRules;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettingsReader;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker with users.
 *
 * @param folder for the files of settings
 * @param client settings of a user
 * @param principal of a user, as the broker names it
 */
record Secured(
        EmbeddedBroker broker,
        Path folder,
        Function<String, Map<String, String>> client,
        UnaryOperator<String> principal) {
    static final String ADMIN = "admin";

    /** A user of the same name for each role. */
    static Stream<String> roles() {
        return Stream.of(AccessRules.Role.values()).map(Secured::user);
    }

    /** An administrator's one-time setup: the topics, and the access of each role. */
    void prepare() throws Exception {
        Cli apply = run(ADMIN, "topics", "apply");
        if (apply.exitCode() != 0) {
            throw new AssertionError(apply.err());
        }
        List<AclBinding> rules = Stream.of(AccessRules.Role.values())
                .flatMap(role -> AccessRules.of(role, Topics.STANDARD, principal.apply(user(role))).stream())
                .toList();
        try (Admin admin = Admin.create(settings(ADMIN).admin())) {
            admin.createAcls(rules).all().get();
        }
    }

    /** A command run as {@code user}. */
    Cli run(String user, String... command) {
        return run(client.apply(user), command);
    }

    Cli run(Map<String, String> settings, String... command) {
        return Cli.run(Stream.concat(
                        Stream.of(command),
                        Stream.of(
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--command-config",
                                file(settings).toString()))
                .toArray(String[]::new));
    }

    ClientSettings settings(String user) {
        Properties file = new Properties();
        file.putAll(client.apply(user));
        return ClientSettingsReader.read(file, Map.of()).at(broker.bootstrapServers());
    }

    /** Like {@link #settings}, after the startup check of every service. */
    ClientSettings provisioned(String user) {
        Provisioning.prepare(settings(user), Topics.STANDARD);
        return settings(user);
    }

    /** The best trial of each study, read as {@code user}. */
    Map<String, String> bests(String user) {
        Map<String, String> bests = new HashMap<>();
        TopicScan.of(settings(user), Topics.STANDARD.best(), record -> {
            Best best = Messages.read(record.value(), Best.class);
            bests.put(best.study(), best.trial());
        });
        return bests;
    }

    private Path file(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Path file = Files.createTempFile(folder, "client-", ".properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String user(AccessRules.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
