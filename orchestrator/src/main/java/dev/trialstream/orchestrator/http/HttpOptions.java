package dev.trialstream.orchestrator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP API listens, and to whom.
 *
 * @param port 0: a free one
 * @param token that every request but for health checks has to bear; null: none
 * @param keyStore PKCS#12 file with key and certificate, for TLS; null: plain HTTP
 * @param keyStorePassword of the key store; null without one
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable String token,
        @Nullable Path keyStore,
        @Nullable String keyStorePassword) {
    /** For this machine alone. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Whether nobody beyond this machine can reach it. */
    public boolean isLocal() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    public String scheme() {
        return keyStore == null ? "http" : "https";
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return scheme() + "://" + host + ":" + port;
    }
}
