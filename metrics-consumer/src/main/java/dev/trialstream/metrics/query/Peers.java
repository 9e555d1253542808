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

/** The other metrics-consumers, asked over HTTP. */
public final class Peers {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final @Nullable HostInfo self;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param self where this one answers; null where nobody else can ask it, which is where it is the only one
     * @param token that questions bear; null: none
     */
    public Peers(@Nullable HostInfo self, @Nullable String token) {
        this.self = self;
        this.token = token;
    }

    /** @param behind the header that says that it may be behind */
    @SuppressWarnings("ArrayRecordComponent") // bytes to be handed on, never compared
    record Answer(int status, byte[] body, Optional<String> behind) {}

    boolean isSelf(HostInfo host) {
        return self == null || self.equals(host);
    }

    /** The answer of {@code other}; empty where it gives none in two seconds, or cannot now. */
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
            return Optional.empty(); // it is down: another is asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
