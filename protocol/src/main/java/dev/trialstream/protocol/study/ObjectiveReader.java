package dev.trialstream.protocol.study;

import dev.trialstream.protocol.curve.KnownMetrics;
import dev.trialstream.protocol.curve.NetworkMetrics;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code objective} and {@code further_objectives}. */
final class ObjectiveReader {
    private final TrainerSpec trainer;

    /** @param trainer that reports the metrics */
    ObjectiveReader(TrainerSpec trainer) {
        this.trainer = trainer;
    }

    /** The deciding objective; the first one of a list. */
    @Nullable
    Objective first(Fields parent) {
        JsonNode node = parent.optional("objective");
        if (node == null) {
            return null;
        }
        return node.isArray()
                ? objective(new Fields(parent.items(StudyReader.OBJECTIVES).get(0), "objective[0]"))
                : objective(new Fields(node, "objective"));
    }

    /** The further objectives of a list, and those of {@code further_objectives}, the form in accepted studies. */
    List<Objective> further(Fields parent) {
        List<Objective> further = new ArrayList<>();
        JsonNode node = parent.optional("objective");
        if (node != null && node.isArray()) {
            List<JsonNode> all = parent.items(StudyReader.OBJECTIVES);
            for (int i = 1; i < all.size(); i++) {
                further.add(objective(new Fields(all.get(i), "objective[" + i + "]")));
            }
        }
        List<JsonNode> more = parent.items(StudyReader.FURTHER_OBJECTIVES);
        for (int i = 0; i < more.size(); i++) {
            further.add(objective(new Fields(more.get(i), "further_objectives[" + i + "]")));
        }
        return further;
    }

    private Objective objective(Fields fields) {
        String metric = fields.get(Objective.METRIC);
        if (trainer.hasKnobs()) {
            NetworkMetrics.objectionTo(metric).ifPresent(objection -> {
                throw new InvalidStudy(fields.pathOf("metric"), objection);
            });
        }
        Direction direction = Optional.ofNullable(fields.find(Objective.DIRECTION))
                .or(() -> KnownMetrics.direction(metric))
                .orElseThrow(() -> new InvalidStudy(
                        fields.pathOf("direction"),
                        "expected minimize or maximize, because the name " + metric
                                + " does not say which way it is better"));
        Objective objective = new Objective(metric, direction, fields.get(Objective.AT));
        fields.nothingElse();
        return objective;
    }
}
