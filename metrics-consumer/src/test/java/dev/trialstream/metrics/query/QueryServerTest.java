package dev.trialstream.metrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import io.javalin.http.Handler;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which requests the query server answers; the tests of the queries cover the answers. */
class QueryServerTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void without_a_token_a_page_of_another_origin_is_refused() throws Exception {
        try (QueryServer server = serve(null)) {
            HttpResponse<String> foreign = get(server, "Origin", "http://evil.example");
            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(Json.json().readTree(foreign.body()).get("field").stringValue())
                    .isEqualTo("Origin");
            assertThat(asked).as("questions that reached the handler").hasValue(0);

            assertThat(get(server).statusCode()).isEqualTo(200);
            assertThat(get(server, "Origin", at(server)).statusCode())
                    .as("a page of this server")
                    .isEqualTo(200);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void without_a_token_only_a_local_name_is_answered() throws Exception {
        try (QueryServer server = serve(null)) {
            assertThat(asHost(server, "evil.example"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\"field\":\"Host\"");
            assertThat(asHost(server, "localhost:" + server.port())).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void with_a_token_only_requests_that_bear_it_are_answered() throws Exception {
        try (QueryServer server = serve("a-token")) {
            HttpResponse<String> without = get(server);
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(get(server, "Authorization", "Bearer another").statusCode())
                    .isEqualTo(401);
            assertThat(asked).hasValue(0);
            assertThat(get(server, "Authorization", "Bearer a-token").statusCode())
                    .isEqualTo(200);
        }
    }

    private QueryServer serve(String token) {
        Handler handler = context -> {
            asked.incrementAndGet();
            context.result("{}");
        };
        return QueryServer.start(LOOPBACK, 0, token, Map.of("GET /v1/judge/studies", handler));
    }

    private static String at(QueryServer server) {
        return "http://" + LOOPBACK + ":" + server.port();
    }

    private HttpResponse<String> get(QueryServer server, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at(server) + "/v1/judge/studies"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The whole answer to a request that calls the server by this name. */
    private static String asHost(QueryServer server, String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/judge/studies HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
