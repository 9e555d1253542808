package dev.trialstream.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.orchestrator.http.HttpOptions;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak to the HTTP API. */
class GuardTest {
    private static final String PASSWORD = "secret of this test";

    @TempDir
    Path folder;

    @Test
    void over_tls_whoever_bears_the_token_is_served_and_nobody_else() throws Exception {
        Path keyStore = keyStore();
        try (Studio studio = Studio.start(folder)) {
            Http served = studio.orchestrator(new HttpOptions(HttpOptions.LOOPBACK, 0, "a-token", keyStore, PASSWORD));
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(trusting(keyStore)).build();
            assertThat(served.base()).startsWith("https://");
            assertThat(new Http(served.base(), "a-token", trusting)
                            .get("/v1/studies")
                            .status())
                    .isEqualTo(200);
            assertThat(new Http(served.base(), "another", trusting)
                            .get("/v1/studies")
                            .status())
                    .isEqualTo(401);
            assertThat(new Http(served.base(), null, trusting)
                            .post("/v1/studies", "{}")
                            .status())
                    .isEqualTo(401);
            assertThat(new Http(served.base(), null, trusting).get("/health").status())
                    .as("health checks need none")
                    .isEqualTo(200);
        }
    }

    @Test
    void an_address_beyond_this_machine_needs_a_token() {
        Cli refused =
                Cli.run("orchestrator", "--bootstrap-servers", "127.0.0.1:1", "--http", "0", "--http-host", "0.0.0.0");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly("error: --http-host 0.0.0.0: expected a token for an address beyond this machine; give"
                        + " --http-token-file or TRIALSTREAM_HTTP_TOKEN");
    }

    @Test
    void a_token_or_key_store_that_cannot_be_read_is_named() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        for (List<String> bad : List.of(
                List.of("--http-token-file", empty.toString()),
                List.of("--http-token-file", folder.resolve("gone").toString()),
                List.of("--http-keystore", folder.resolve("gone").toString()),
                List.of("--http", "70000"))) {
            Cli refused = Cli.run(
                    "orchestrator", "--bootstrap-servers", "127.0.0.1:1", "--http", "0", bad.get(0), bad.get(1));
            assertThat(refused.exitCode()).as(bad.toString()).isEqualTo(2);
            assertThat(refused.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("error: ")
                    .contains(bad.get(0));
        }
    }

    private Path keyStore() throws Exception {
        Path file = folder.resolve("http.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "http",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
        return file;
    }

    private static SSLContext trusting(Path keyStore) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            own.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("http", own.getCertificate("http"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
