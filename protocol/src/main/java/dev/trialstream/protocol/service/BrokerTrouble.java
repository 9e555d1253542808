package dev.trialstream.protocol.service;

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
        return trouble instanceof AuthenticationException
                || trouble instanceof AuthorizationException
                || trouble instanceof UnsupportedVersionException
                || trouble instanceof ConfigException;
    }

    /**
     * Whether the broker is at the root of it and whoever begins anew, with new clients and from the log, may succeed. So
     * it is too where the client at hand is beyond repair: a broker that died and came back has ended the transactions
     * of before, and answers whoever wants to commit one that its state is not valid.
     */
    public static boolean mayPass(Throwable trouble) {
        boolean ofTheBroker = false;
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (isFinal(cause)) {
                return false;
            }
            ofTheBroker |= cause instanceof ApiException;
        }
        return ofTheBroker;
    }
}
