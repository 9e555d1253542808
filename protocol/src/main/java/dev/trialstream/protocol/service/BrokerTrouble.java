package dev.trialstream.protocol.service;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Classifies exceptions from Kafka clients. */
public final class BrokerTrouble {
    private BrokerTrouble() {}

    /** Whether a retry can never help: access is denied, the broker is too old, or a setting is wrong. */
    public static boolean isFinal(Throwable trouble) {
        return causes(trouble)
                .anyMatch(cause -> cause instanceof AuthenticationException
                        || cause instanceof AuthorizationException
                        || cause instanceof UnsupportedVersionException
                        || cause instanceof ConfigException);
    }

    /**
     * Whether the broker is the cause and a restart with new clients, from the log, may succeed. This includes clients
     * that are beyond repair: a restarted broker has ended earlier transactions and rejects their commits with an
     * invalid state.
     */
    public static boolean mayPass(Throwable trouble) {
        return !isFinal(trouble) && causes(trouble).anyMatch(ApiException.class::isInstance);
    }

    /** {@code trouble} and its causes. */
    public static Stream<Throwable> causes(Throwable trouble) {
        return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause);
    }
}
