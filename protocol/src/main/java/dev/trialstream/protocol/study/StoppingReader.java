package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads stopping rules, and how a study is judged beside them. */
final class StoppingReader {
    private static final List<String> RULES = List.of(
            "none",
            "asha",
            "asha_promote",
            "hyperband",
            "median",
            "percentile",
            "patience",
            "threshold",
            "divergence",
            "extrapolation",
            "any_of",
            "all_of",
            "not_before");
    /** Rules within rules within rules. */
    private static final int DEEPEST = 4;

    /** So many rules may judge along: each costs as much as the one that acts. */
    private static final int MOST_SHADOWS = 8;

    private StoppingReader() {}

    static @Nullable StoppingSpec stopping(@Nullable Fields fields) {
        return fields == null ? null : rule(fields, 1);
    }

    static @Nullable Judging judging(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        List<StoppingSpec> shadows = fields.optional("shadows") == null ? List.of() : rules(fields, "shadows", 0);
        if (shadows.size() > MOST_SHADOWS) {
            throw new InvalidStudy(
                    fields.pathOf("shadows"), "expected at most " + MOST_SHADOWS + " rules, got " + shadows.size());
        }
        double holdout = holdout(fields);
        fields.nothingElse();
        return new Judging(shadows, holdout);
    }

    /** A share, as a number or in per cent. */
    private static double holdout(Fields fields) {
        String expected = "a share of the trials such as 5% or 0.05, at least 0 and below 1";
        JsonNode value = fields.optional("holdout");
        if (value == null) {
            return 0;
        }
        String text = value.asString("").strip();
        double share;
        try {
            share = text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                    : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share >= 0 && share < 1)) {
            throw new InvalidStudy(fields.pathOf("holdout"), "expected " + expected + ", got " + Fields.shown(value));
        }
        return share;
    }

    private static StoppingSpec rule(Fields fields, int depth) {
        StoppingSpec spec = switch (name(fields)) {
            case "none" -> new StoppingSpec.None();
            case "asha" ->
                new StoppingSpec.Asha(
                        fields.whole("min", StoppingSpec.Asha.STANDARD.min(), 1),
                        fields.whole("reduction", StoppingSpec.Asha.STANDARD.reduction(), 2));
            case "asha_promote" ->
                new StoppingSpec.AshaPromote(
                        fields.whole("min", StoppingSpec.AshaPromote.STANDARD.min(), 1),
                        fields.whole("reduction", StoppingSpec.AshaPromote.STANDARD.reduction(), 2));
            case "hyperband" ->
                new StoppingSpec.Hyperband(
                        fields.whole("min", StoppingSpec.Hyperband.STANDARD.min(), 1),
                        fields.whole("reduction", StoppingSpec.Hyperband.STANDARD.reduction(), 2));
            case "median" ->
                new StoppingSpec.Median(
                        fields.whole("warmup", StoppingSpec.Median.STANDARD.warmup(), 0),
                        fields.whole("min_trials", StoppingSpec.Median.STANDARD.minTrials(), 1));
            case "percentile" -> percentile(fields, StoppingSpec.Percentile.STANDARD);
            case "patience" -> patience(fields, StoppingSpec.Patience.STANDARD);
            case "threshold" -> threshold(fields);
            case "divergence" -> divergence(fields, StoppingSpec.Divergence.STANDARD);
            case "extrapolation" -> extrapolation(fields, StoppingSpec.Extrapolation.STANDARD);
            case "any_of" -> new StoppingSpec.AnyOf(rules(fields, "any_of", depth));
            case "all_of" -> new StoppingSpec.AllOf(rules(fields, "all_of", depth));
            default -> notBefore(fields, depth);
        };
        fields.nothingElse();
        return spec;
    }

    /** A list of rules says by itself what it is. */
    private static String name(Fields fields) {
        if (fields.optional("rule") == null) {
            for (String list : List.of("any_of", "all_of")) {
                if (fields.optional(list) != null) {
                    return list;
                }
            }
        }
        return fields.oneOf("rule", null, RULES);
    }

    private static List<StoppingSpec> rules(Fields fields, String list, int depth) {
        List<JsonNode> items = fields.list(list, "a list of stopping rules");
        List<StoppingSpec> rules = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = fields.pathOf(list) + "[" + i + "]";
            checkDepth(path, depth);
            rules.add(rule(new Fields(items.get(i), path), depth + 1));
            if (list.equals("all_of")) {
                checkStops(path, rules.get(i));
            }
        }
        return rules;
    }

    private static StoppingSpec.NotBefore notBefore(Fields fields, int depth) {
        int epoch = fields.whole("epoch", 1);
        JsonNode node = fields.required("of", "the rule that is to wait");
        checkDepth(fields.pathOf("of"), depth);
        StoppingSpec rule = rule(new Fields(node, fields.pathOf("of")), depth + 1);
        checkStops(fields.pathOf("of"), rule);
        return new StoppingSpec.NotBefore(epoch, rule);
    }

    private static void checkDepth(String path, int depth) {
        if (depth >= DEEPEST) {
            throw new InvalidStudy(path, "expected rules within rules " + DEEPEST + " deep at most");
        }
    }

    /** What pauses a trial has said nothing yet of whether it is to stop. */
    private static void checkStops(String path, StoppingSpec rule) {
        if (rule.pauses()) {
            throw new InvalidStudy(path, "expected a rule that stops trials, asha_promote pauses them");
        }
    }

    private static StoppingSpec percentile(Fields fields, StoppingSpec.Percentile standard) {
        String expected = "a number above 0 and below 100";
        double percentile = fields.number("percentile", standard.percentile(), expected);
        if (!(percentile > 0 && percentile < 100)) {
            throw new InvalidStudy(fields.pathOf("percentile"), "expected " + expected + ", got " + percentile);
        }
        return new StoppingSpec.Percentile(
                percentile,
                fields.whole("warmup", standard.warmup(), 0),
                fields.whole("min_trials", standard.minTrials(), 1));
    }

    private static StoppingSpec patience(Fields fields, StoppingSpec.Patience standard) {
        String expected = "a number of at least 0, in the unit of the metric";
        double minDelta = fields.number("min_delta", standard.minDelta(), expected);
        if (minDelta < 0) {
            throw new InvalidStudy(fields.pathOf("min_delta"), "expected " + expected + ", got " + minDelta);
        }
        return new StoppingSpec.Patience(fields.whole("epochs", standard.epochs(), 1), minDelta);
    }

    private static StoppingSpec threshold(Fields fields) {
        String metric = fields.textOrNull("metric", "the name of a metric");
        if (metric != null && !Ids.isName(metric)) {
            throw new InvalidStudy(fields.pathOf("metric"), "expected " + Ids.NAMES + ", got " + metric);
        }
        Double above = fields.numberOrNull("above", "a number");
        Double below = fields.numberOrNull("below", "a number");
        if (above == null && below == null) {
            throw new InvalidStudy(fields.pathOf("above"), "expected a number here or in below, but both are missing");
        }
        return new StoppingSpec.Threshold(metric, above, below, fields.whole("from", 1, 1));
    }

    private static StoppingSpec divergence(Fields fields, StoppingSpec.Divergence standard) {
        String expected = "a number above 1";
        double factor = fields.number("factor", standard.factor(), expected);
        if (factor <= 1) {
            throw new InvalidStudy(fields.pathOf("factor"), "expected " + expected + ", got " + factor);
        }
        return new StoppingSpec.Divergence(
                factor, fields.numberOrNull("chance", "a number"), fields.whole("patience", standard.patience(), 1));
    }

    private static StoppingSpec extrapolation(Fields fields, StoppingSpec.Extrapolation standard) {
        String expected = "a probability above 0 and below 1";
        double probability = fields.number("probability", standard.probability(), expected);
        if (!(probability > 0 && probability < 1)) {
            throw new InvalidStudy(fields.pathOf("probability"), "expected " + expected + ", got " + probability);
        }
        return new StoppingSpec.Extrapolation(probability, fields.whole("warmup", standard.warmup(), 3));
    }
}
