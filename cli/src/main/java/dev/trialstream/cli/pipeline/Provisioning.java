package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Sees to it that the topics exist, before anything reads or writes them. */
public final class Provisioning {
    private static final int PARTITIONS = 4;

    private Provisioning() {}

    /** @throws UserError where the broker does not answer or cannot have them */
    public static void apply(ClientSettings settings, Topics topics) {
        try (Admin admin = Admin.create(settings.admin())) {
            new TopicProvisioner(admin).apply(topics, PARTITIONS);
        } catch (KafkaException e) {
            throw UserError.failure("broker " + settings.bootstrapServers() + ": " + firstLine(e)
                    + "; check --bootstrap-servers, and that the broker runs Kafka 4.2 or newer with share groups");
        }
    }

    /** Kafka wraps: the cause says more. */
    private static String firstLine(Throwable e) {
        Throwable known = e.getCause() == null ? e : e.getCause();
        return String.valueOf(known.getMessage()).lines().findFirst().orElse("");
    }
}
