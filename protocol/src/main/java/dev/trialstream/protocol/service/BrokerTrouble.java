package dev.trialstream.protocol.service;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What to make of an exception out of a Kafka client. */
public final class BrokerTrouble {
    private BrokerTrouble() {}

    /** Whether trying again can never help: the broker does not let us, is too old, or a setting is wrong. */
    public static boolean isFinal(Throwable trouble) {
        return causes(trouble)
                .anyMatch(cause -> cause instanceof AuthenticationException
                        || cause instanceof AuthorizationException
                        || cause instanceof UnsupportedVersionException
                        || cause instanceof ConfigException);
    }

    /**
     * Whether the broker is at the root of it and whoever begins anew, with new clients and from the log, may succeed. So
     * it is too where the client at hand is beyond repair: a broker that died and came back has ended the transactions
     * of before, and answers whoever wants to commit one that its state is not valid.
     */
    public static boolean mayPass(Throwable trouble) {
        return !isFinal(trouble) && causes(trouble).anyMatch(ApiException.class::isInstance);
    }

    /** {@code trouble} and what it came from. */
    public static Stream<Throwable> causes(Throwable trouble) {
        return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause);
    }
}
