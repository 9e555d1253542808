package dev.trialstream.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Utilisation of an exported study: the share of time in which its slots trained, from the claim of each trial to its
 * end, between the first claim and the last end.
 */
public final class Utilisation {
    public static void main(String[] args) throws Exception {
        int slots = Integer.parseInt(args[1]);
        Map<String, Instant> claimed = new HashMap<>();
        Instant first = null;
        Instant last = null;
        Duration busy = Duration.ZERO;
        int trials = 0;
        for (String line : Files.readAllLines(Path.of(args[0]))
                .subList(1, Files.readAllLines(Path.of(args[0])).size())) {
            JsonNode event = JsonMapper.shared().readTree(line).get("value");
            String type = event.path("type").asString("");
            if (type.equals("claimed")) {
                Instant at = Instant.parse(event.get("time").asString());
                first = first == null ? at : first;
                claimed.put(event.get("job").asString(), at);
            } else if (type.equals("completed")) {
                last = Instant.parse(event.get("time").asString());
                busy = busy.plus(Duration.between(claimed.get(event.get("job").asString()), last));
                trials++;
            }
        }
        double span = Duration.between(first, last).toMillis() * (double) slots;
        System.out.printf(
                Locale.ROOT,
                "%d trials on %d slots in %.1f s: slots busy %.2f %% of the time between the first and the last (promised 97)%n",
                trials,
                slots,
                span / slots / 1000,
                100 * busy.toMillis() / span);
    }
}
