package dev.trialstream.cli.pipeline;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.service.BrokerTrouble;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Error messages for a broker that does not answer, or denies access. */
public final class BrokerRefusal {
    private BrokerRefusal() {}

    public static UserError of(ClientSettings settings, KafkaException trouble) {
        return UserError.failure(
                "broker " + settings.bootstrapServers() + ": " + firstLine(trouble) + "; " + advice(trouble));
    }

    private static String advice(KafkaException trouble) {
        if (is(trouble, AuthenticationException.class)) {
            return "check what --command-config says of credentials and certificates";
        }
        return is(trouble, AuthorizationException.class)
                ? "acls print says what each role needs, and topics apply is for an administrator"
                : "check --bootstrap-servers, security.protocol, and that the broker runs Kafka 4.2 or newer with share groups";
    }

    private static boolean is(KafkaException trouble, Class<? extends KafkaException> kind) {
        return BrokerTrouble.causes(trouble).anyMatch(kind::isInstance);
    }

    /** Kafka wraps exceptions; the cause is more informative. */
    private static String firstLine(Throwable e) {
        Throwable known = e.getCause() == null ? e : e.getCause();
        return String.valueOf(known.getMessage()).lines().findFirst().orElse("");
    }
}
