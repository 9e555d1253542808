package dev.trialstream.worker.command;

import dev.trialstream.protocol.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An output line of a command: an epoch, ordinary output, or an invalid epoch. */
sealed interface CommandOutputLine {
    /** A trained epoch. Metrics may be infinite or NaN. */
    record Epoch(int epoch, Map<String, Double> metrics) implements CommandOutputLine {}

    /** A line that does not begin with a brace, or JSON without an epoch. */
    record Talk() implements CommandOutputLine {}

    /** Why the epoch is invalid, in one line. */
    record Nonsense(String complaint) implements CommandOutputLine {}

    /** Maximum number of metrics of an epoch. */
    int MOST_METRICS = 100;

    /** Python writes NaN and Infinity, which are not valid JSON. */
    JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .build();

    /** {@code {"epoch": 3, "metrics": {"validation_error": 0.12}}}, or with the metrics next to the epoch. */
    static CommandOutputLine of(LineSplitter.Line line) {
        if (!line.text().stripLeading().startsWith("{")) {
            return new Talk();
        }
        if (line.cut()) {
            return new Nonsense("a line of more bytes than an epoch may have: " + shown(line.text()));
        }
        try {
            JsonNode root = JSON.readTree(line.text());
            return root.has("epoch") ? epoch(root, line.text()) : new Talk();
        } catch (JacksonException e) {
            String what = line.ended() ? "a line that is no JSON: " : "the last line is cut short: ";
            return new Nonsense(what + shown(line.text()));
        }
    }

    /** The line if it needs action; other lines only go to the log. */
    static Optional<CommandOutputLine> heard(LineSplitter.Line line, OutputLog log) {
        CommandOutputLine said = of(line);
        if (!(said instanceof Epoch)) {
            log.line(line.text());
        }
        return said instanceof Talk ? Optional.empty() : Optional.of(said);
    }

    private static CommandOutputLine epoch(JsonNode root, String text) {
        JsonNode epoch = root.get("epoch");
        if (!epoch.isIntegralNumber() || !epoch.canConvertToInt()) {
            return new Nonsense("expected a whole number as epoch: " + shown(text));
        }
        boolean nested = root.has("metrics");
        JsonNode source = nested ? root.get("metrics") : root;
        if (!source.isObject()) {
            return new Nonsense("expected names with numbers as metrics: " + shown(text));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : source.properties()) {
            boolean number = field.getValue().isNumber();
            if (number && !field.getKey().equals("epoch")) {
                metrics.put(field.getKey(), field.getValue().doubleValue());
            } else if (field.getValue().isNull()) {
                metrics.put(field.getKey(), Double.NaN); // other languages write this in place of NaN
            } else if (nested && !number) {
                return new Nonsense("expected a number as " + field.getKey() + ": " + shown(text));
            }
        }
        return checked(epoch.intValue(), metrics, text);
    }

    private static CommandOutputLine checked(int epoch, Map<String, Double> metrics, String text) {
        if (metrics.size() > MOST_METRICS) {
            return new Nonsense("expected at most " + MOST_METRICS + " metrics, got " + metrics.size());
        }
        return metrics.keySet().stream()
                .filter(name -> !Ids.isName(name))
                .findFirst()
                .<CommandOutputLine>map(
                        name -> new Nonsense("expected as name of a metric " + Ids.NAMES + ": " + shown(text)))
                .orElseGet(() -> new Epoch(epoch, metrics));
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }
}
