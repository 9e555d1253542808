package dev.trialstream.metrics.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** HTTP client for other metrics-consumers. */
public final class Peers {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final @Nullable HostInfo self;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param self address of this instance; null if no other instance can ask it, because it is the only one
     * @param token of the queries; null: none
     */
    public Peers(@Nullable HostInfo self, @Nullable String token) {
        this.self = self;
        this.token = token;
    }

    /** @param behind value of the header for answers that may be behind */
    @SuppressWarnings("ArrayRecordComponent") // bytes to pass on, never compared
    record Answer(int status, byte[] body, Optional<String> behind) {}

    boolean isSelf(HostInfo host) {
        return self == null || self.equals(host);
    }

    /** The answer of {@code other}; empty if it gives none within two seconds, or cannot answer now. */
    Optional<Answer> ask(HostInfo other, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + other.host() + ":" + other.port() + path))
                .timeout(PATIENCE)
                .header(Queries.PASSED_ON, "true");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 || response.statusCode() == 404
                    ? Optional.of(new Answer(
                            response.statusCode(),
                            response.body(),
                            response.headers().firstValue(Queries.BEHIND)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is down; ask another
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
