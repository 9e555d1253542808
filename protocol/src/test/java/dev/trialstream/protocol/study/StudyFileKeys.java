package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Block;
import dev.trialstream.protocol.study.key.Items;
import dev.trialstream.protocol.study.key.Key;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every key of a study file: its place in the schema and in a study, and a study to try values in. */
final class StudyFileKeys {
    private static final String NETWORK = "data: {csv: a.csv, target: y}\n";
    private static final String OBJECTIVE = """
            trainer: {type: external}
            space: {x: {type: boolean}}
            objective: {metric: loss, direction: minimize}
            """;
    private static final String OTHER = "space: {x: {type: boolean}}\nobjective: {metric: loss}\n";

    /**
     * Keys of one object.
     *
     * @param pointer to the object in the schema
     * @param path of the object in a study; empty for the study itself
     * @param study that is valid, in which the object may stand
     */
    record Group(String pointer, String path, String study, List<Key<?>> keys) {
        String pathOf(Key<?> key) {
            return path.isEmpty() ? key.name() : path + "." + key.name();
        }

        /** The study with {@code value} for {@code key}. */
        ObjectNode with(Key<?> key, JsonNode value) {
            ObjectNode root = (ObjectNode) Json.yaml().readTree(study);
            ObjectNode place = root;
            for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
                place = place.get(name) instanceof ObjectNode there ? there : place.putObject(name);
            }
            place.set(key.name(), value);
            return root;
        }
    }

    /**
     * A list.
     *
     * @param pointer to it in the schema
     * @param study with {@code %s} in its place
     * @param item that it may have any number of
     */
    record Lists(String pointer, String path, String study, String item, Items items) {}

    private StudyFileKeys() {}

    static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("", "", NETWORK, List.of(StudyKeys.STUDY, StudyKeys.ISOLATION, StudyKeys.SEEDS)));
        groups.add(new Group("/$defs/data", "data", NETWORK, DataSpec.KEYS));
        groups.add(new Group("/$defs/split", "data.split", NETWORK, Split.KEYS));
        groups.add(new Group("/$defs/objective", "objective", OBJECTIVE, Objective.KEYS));
        groups.add(new Group("/$defs/search", "search", NETWORK, List.of(StudyKeys.SEED)));
        groups.add(new Group("/$defs/judging", "judging", NETWORK, List.of(Judging.HOLDOUT)));
        groups.add(new Group("/$defs/budget", "budget", NETWORK, Budget.KEYS));
        groups.add(new Group("/$defs/resources", "resources", NETWORK, Resources.KEYS));
        groups.add(new Group("/$defs/attempts", "attempts", NETWORK, Attempts.KEYS));
        groups.add(new Group("/$defs/promotion", "promotion", NETWORK + "promotion: {confirm: 1}\n", Promotion.KEYS));
        TrainerReader.TYPES.forEach((type, keys) -> groups.add(new Group(
                "/$defs/" + type,
                "trainer",
                (type.equals("network") || type.equals("dl4j") ? NETWORK : OTHER) + "trainer: {type: " + type
                        + (keys.stream().anyMatch(key -> key.name().equals("name")) ? ", name: n" : "")
                        + (type.equals("replay") ? ", curves: c.csv" : "") + "}\n",
                keys)));
        SpaceReader.TYPES.forEach((type, keys) -> groups.add(new Group(
                "/$defs/" + type,
                "space.x",
                "trainer: {type: external}\nobjective: {metric: loss}\nspace: {x: {type: " + type
                        + (type.endsWith("al") ? ", values: [1, 2]" : keys.isEmpty() ? "" : ", min: 1, max: 2")
                        + "}}\n",
                keys)));
        for (Group group : List.copyOf(groups)) {
            for (Key<?> key : group.keys()) {
                if (key.type() instanceof Block<?> block) {
                    groups.add(new Group(
                            group.pointer() + "/properties/" + key.name(),
                            group.pathOf(key),
                            key.name().equals("idx") ? "data: {idx: {images: a, labels: b}}\n" : NETWORK + COST,
                            block.keys()));
                }
            }
        }
        return groups;
    }

    private static final String COST = "budget: {cost: {limit: 1, per_hour: 1}}\n";

    static List<Lists> lists() {
        String external = "trainer: {type: external}\nobjective: {metric: loss}\n";
        String space = external + "space: {x: {type: boolean}}\n";
        return List.of(
                new Lists("/properties/enqueue", "enqueue", space + "enqueue: %s", "{x: true}", StudyReader.ENQUEUE),
                new Lists(
                        "/properties/objective/oneOf/1",
                        "objective",
                        "trainer: {type: external}\nspace: {x: {type: boolean}}\nobjective: %s",
                        "{metric: loss}",
                        StudyReader.OBJECTIVES),
                new Lists(
                        "/properties/further_objectives",
                        "further_objectives",
                        space + "further_objectives: %s",
                        "{metric: loss}",
                        StudyReader.FURTHER_OBJECTIVES),
                new Lists(
                        "/$defs/constraints", "constraints", space + "constraints: %s", "\"x\"", ConstraintReader.LIST),
                new Lists(
                        "/$defs/judging/properties/shadows",
                        "judging.shadows",
                        space + "judging: {shadows: %s}",
                        "{rule: none}",
                        Judging.SHADOWS),
                new Lists(
                        "/$defs/categorical/properties/values",
                        "space.x.values",
                        external + "space: {x: {type: categorical, values: %s}}",
                        null,
                        SpaceReader.VALUES),
                new Lists(
                        "/$defs/ordinal/properties/values",
                        "space.x.values",
                        external + "space: {x: {type: ordinal, values: %s}}",
                        null,
                        SpaceReader.VALUES));
    }
}
