package dev.trialstream.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Latency of an ask: {@code benchmarks/ask}. Two studies per algorithm, one with a single client that also tells, one
 * with ten clients at once. The first asks of each are not counted, because they run code that is not compiled yet.
 */
public final class AskLatency {
    private static final int ROUNDS = 40;
    private static final int AT_ONCE = 10;
    private static final int WARM_UP = 10;
    private static final Pattern TRIAL = Pattern.compile("\"trial\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String at;

    private AskLatency(String at) {
        this.at = at;
    }

    public static void main(String[] args) {
        AskLatency ask = new AskLatency(args[0]);
        System.out.printf(
                "%-8s %-14s %6s %10s %10s %10s%n", "search", "in flight", "asks", "median ms", "p95 ms", "most ms");
        for (String algorithm : List.of("random", "tpe")) {
            ask.measure(algorithm, 1);
            ask.measure(algorithm, AT_ONCE);
        }
    }

    private void measure(String algorithm, int atOnce) {
        String study = algorithm + "-" + atOnce;
        post("/v1/studies", """
                {"study": "%s", "trainer": {"type": "external"}, "objective": {"metric": "loss"},
                 "space": {"x": {"type": "float", "min": 0, "max": 1}, "y": {"type": "float", "min": 1e-5, "max": 1, "scale": "log"}},
                 "search": {"algorithm": "%s"}, "stopping": {"rule": "none"},
                 "budget": {"trials": %d, "epochs": 1, "parallel": 100}}
                """.formatted(study, algorithm, (ROUNDS + WARM_UP) * atOnce), 201);
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            List<CompletableFuture<String>> asks = new ArrayList<>();
            List<Double> took = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < atOnce; i++) {
                long began = System.nanoTime();
                asks.add(send("/v1/studies/" + study + "/ask", "").thenApply(answer -> {
                    took.add((System.nanoTime() - began) / 1e6);
                    return text(answer, 200);
                }));
            }
            asks.forEach(ask -> tell(ask.join()));
            if (round >= WARM_UP) {
                millis.addAll(took);
            }
        }
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-8s %-14d %6d %10.1f %10.1f %10.1f%n",
                algorithm,
                atOnce,
                millis.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100),
                millis.get(millis.size() - 1));
    }

    private void tell(String given) {
        Matcher trial = TRIAL.matcher(given);
        if (!trial.find()) {
            throw new IllegalStateException("no trial in " + given);
        }
        double loss = Math.abs(given.hashCode() % 1000) / 1000.0;
        post(
                "/v1/trials/" + trial.group(1) + "/tell",
                "{\"attempt\": 1, \"state\": \"completed\", \"metrics\": {\"loss\": " + loss + "}}",
                200);
    }

    private void post(String path, String body, int status) {
        text(send(path, body).join(), status);
    }

    private CompletableFuture<HttpResponse<String>> send(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String text(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
