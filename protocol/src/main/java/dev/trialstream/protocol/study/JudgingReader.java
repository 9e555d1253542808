package dev.trialstream.protocol.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code judging}: the shadow rules, and the share of trials that no rule stops. */
final class JudgingReader {
    private JudgingReader() {}

    static @Nullable Judging judging(@Nullable Fields fields, PolicyReader policies) {
        if (fields == null) {
            return null;
        }
        Judging judging = new Judging(shadows(fields, policies), fields.get(Judging.HOLDOUT));
        fields.nothingElse();
        return judging;
    }

    private static List<StoppingSpec> shadows(Fields fields, PolicyReader policies) {
        List<JsonNode> items = fields.items(Judging.SHADOWS);
        String path = fields.pathOf(Judging.SHADOWS.name());
        List<StoppingSpec> shadows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            shadows.add(policies.stopping(Fields.named(items.get(i), path + "[" + i + "]", StoppingSpec.RULE)));
        }
        return shadows;
    }
}
