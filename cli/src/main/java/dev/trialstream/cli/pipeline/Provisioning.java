package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Creates missing topics before anything reads or writes them. */
public final class Provisioning {
    private Provisioning() {}

    /** @throws UserError if the broker does not answer or cannot have them */
    public static void prepare(ClientSettings settings, Topics topics) {
        with(settings, provisioner -> provisioner.prepare(topics)).stream()
                .findFirst()
                .ifPresent(wrong -> {
                    throw UserError.failure("topic " + wrong.name() + ": expected " + wrong.wanted()
                            + " partitions as the history has, got " + wrong.actual() + "; make the topic anew");
                });
    }

    /** @throws UserError if the broker does not answer or refuses */
    public static <T extends @Nullable Object> T with(ClientSettings settings, Function<TopicProvisioner, T> work) {
        try (Admin admin = Admin.create(settings.admin())) {
            return work.apply(new TopicProvisioner(admin));
        } catch (KafkaException e) {
            throw BrokerRefusal.of(settings, e);
        }
    }
}
