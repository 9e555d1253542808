package dev.trialstream.protocol.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code judging}: the rules that judge along, and the share of the trials that no rule stops. */
final class JudgingReader {
    /** A rule that judges along costs as much as the one that acts. */
    private static final int MOST_SHADOWS = 8;

    private static final String HOLDOUT = "a share of the trials such as 5% or 0.05, at least 0 and below 1";

    private JudgingReader() {}

    static @Nullable Judging judging(@Nullable Fields fields, PolicyReader policies) {
        if (fields == null) {
            return null;
        }
        Judging judging = new Judging(shadows(fields, policies), holdout(fields));
        fields.nothingElse();
        return judging;
    }

    private static List<StoppingSpec> shadows(Fields fields, PolicyReader policies) {
        if (fields.optional("shadows") == null) {
            return List.of();
        }
        List<JsonNode> items = fields.list("shadows", "a list of stopping rules");
        if (items.size() > MOST_SHADOWS) {
            throw new InvalidStudy(
                    fields.pathOf("shadows"), "expected at most " + MOST_SHADOWS + " rules, got " + items.size());
        }
        List<StoppingSpec> shadows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            shadows.add(policies.stopping(new Fields(items.get(i), fields.pathOf("shadows") + "[" + i + "]")));
        }
        return shadows;
    }

    /** A share, as a number or in per cent. */
    private static double holdout(Fields fields) {
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
            throw InvalidStudy.unexpected(fields.pathOf("holdout"), HOLDOUT, value);
        }
        return share;
    }
}
