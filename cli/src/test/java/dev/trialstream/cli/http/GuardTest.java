package dev.trialstream.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.orchestrator.http.HttpOptions;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access to the HTTP API. */
class GuardTest {
    private static final String PASSWORD = "secret of this test";

    @TempDir
    static Path folder;

    private static Studio studio;

    @BeforeAll
    static void start() throws Exception {
        studio = Studio.start(folder);
    }

    @AfterAll
    static void end() {
        studio.close();
    }

    @Test
    void over_tls_whoever_bears_the_token_is_served_and_nobody_else() throws Exception {
        Path keyStore = keyStore();
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

    @Test
    void without_a_token_no_page_of_somebody_else_in_a_browser_here_is_served() throws Exception {
        Http http = studio.orchestrator();
        String study = "{'trainer': {'type': 'external'}, 'objective': {'metric': 'loss'},"
                + " 'space': {'x': {'type': 'float', 'min': 0, 'max': 1}}}";
        Http.Answer foreign = http.post("/v1/studies", study, "Origin", "http://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.field("field")).isEqualTo("Origin");
        assertThat(http.post("/v1/studies", study, "Origin", http.base()).status())
                .as("a page of this server")
                .isEqualTo(201);

        assertThat(asHost(http, "evil.example")).contains(" 403 ").contains("\"field\":\"Host\"");
        assertThat(asHost(http, "localhost:" + URI.create(http.base()).getPort()))
                .contains(" 200 ");
    }

    /** The server's answer to a request that calls it by this name. */
    private static String asHost(Http http, String host) throws Exception {
        URI at = URI.create(http.base());
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.getOutputStream()
                    .write(("GET /v1/studies HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
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

    private static Path keyStore() throws Exception {
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
