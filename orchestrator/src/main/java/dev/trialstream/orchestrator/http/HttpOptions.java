package dev.trialstream.orchestrator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Address and access of the HTTP API.
 *
 * @param port 0: a free one
 * @param token that every request except health checks must carry; null: none
 * @param keyStore PKCS#12 file with key and certificate, for TLS; null: plain HTTP
 * @param keyStorePassword of the key store; null without one
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable String token,
        @Nullable Path keyStore,
        @Nullable String keyStorePassword) {
    /** Only for this machine. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Whether only this machine can reach it. */
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

    /** Without secrets. */
    @Override
    public String toString() {
        return scheme() + "://" + host + ":" + port;
    }
}
