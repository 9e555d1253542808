package dev.trialstream.orchestrator.http;

import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Network connectors of the server. */
final class Connectors {
    private Connectors() {}

    /** More threads than waiting asks, so that other requests are always answered. */
    private static final int THREADS = AskTell.MOST_WAITING + 100;

    private static final int ALWAYS = 8;
    private static final int IDLE_MS = 30_000;

    static void configure(JavalinConfig config, HttpOptions options) {
        config.jetty.threadPool = new QueuedThreadPool(THREADS, ALWAYS, IDLE_MS);
        config.jetty.modifyServer(server -> server.setErrorHandler(new JsonErrors()));
        config.jetty.host = options.host();
        config.jetty.port = options.port();
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        Path keyStore = options.keyStore();
        if (keyStore != null) {
            config.jetty.addConnector((server, http) -> secured(server, http, options, keyStore));
        }
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, HttpOptions options, Path keyStore) {
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore.toUri().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(options.keyStorePassword());
        ServerConnector connector = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(https));
        connector.setHost(options.host());
        connector.setPort(options.port());
        return connector;
    }
}
