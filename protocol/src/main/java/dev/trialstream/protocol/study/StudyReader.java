package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a study from YAML or JSON, strictly: what it does not know it refuses by name, and what belongs to the format
 * but not to this version it refuses as not supported yet. Every refusal is an {@link InvalidStudy}.
 */
public final class StudyReader {
    private StudyReader() {}

    /** Reads the text of a study file; JSON is YAML. */
    public static StudyRequest yaml(String text) {
        try {
            return study(Json.yaml().readTree(text));
        } catch (JacksonException e) {
            throw notReadable("YAML", e);
        }
    }

    /** Reads the value of a message. */
    public static StudyRequest json(byte[] value) {
        try {
            return study(Json.json().readTree(value));
        } catch (JacksonException e) {
            throw notReadable("JSON", e);
        }
    }

    private static InvalidStudy notReadable(String format, JacksonException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        return new InvalidStudy("study", "not " + format + at + ": " + first);
    }

    private static StudyRequest study(@Nullable JsonNode root) {
        if (root == null || root.isMissingNode() || root.isNull()) {
            throw new InvalidStudy("study", "expected keys with values, got nothing");
        }
        Fields fields = new Fields(root, "");
        fields.notYet("constraints", "playbook", "promotion");
        Fields fixedFields = fields.object("fixed");
        Parameters fixed = fixedFields == null ? Parameters.none() : SpaceReader.parameters(fixedFields);
        KnobCheck.check(fixed);
        Fields spaceFields = fields.object("space");
        SearchSpace space = spaceFields == null ? null : SpaceReader.space(spaceFields, fixed);
        if (space != null) {
            KnobCheck.check(space);
        }
        SearchSpec search = search(fields.object("search"));
        StudyRequest request = new StudyRequest(
                id(fields),
                data(fields.object("data"), search.seed()),
                trainer(fields.object("trainer")),
                objective(fields),
                space,
                fixed,
                search,
                stopping(fields.object("stopping")),
                budget(fields.object("budget")),
                enqueue(fields));
        fields.nothingElse();
        return request;
    }

    private static @Nullable String id(Fields fields) {
        String expected = "lower-case letters, digits and hyphens, 63 at most";
        String id = fields.textOrNull("study", expected);
        if (id != null && !Ids.isStudy(id)) {
            throw new InvalidStudy("study", "expected " + expected + ", got " + id);
        }
        return id;
    }

    private static DataSpec data(@Nullable Fields fields, long seed) {
        if (fields == null) {
            throw new InvalidStudy("data", "expected {csv: FILE, target: COLUMN}, but it is missing");
        }
        fields.notYet("images", "idx", "sequences");
        String csv = fields.text("csv", "the path of a CSV file");
        String target = fields.text("target", "the name of a column");
        Task task = null;
        String named = fields.textOrNull("task", "classification");
        if (named != null) {
            if (named.equals("regression")) {
                throw new InvalidStudy(
                        fields.pathOf("task"), "regression is not supported yet, expected classification");
            }
            if (!named.equals("classification")) {
                throw new InvalidStudy(fields.pathOf("task"), "expected classification, got " + named);
            }
            task = Task.CLASSIFICATION;
        }
        Split split = split(fields.object("split"), seed);
        fields.nothingElse();
        return new DataSpec(csv, target, task, split);
    }

    private static Split split(@Nullable Fields fields, long seed) {
        if (fields == null) {
            return Split.standard(seed);
        }
        fields.notYet("group", "time", "rows");
        Split standard = Split.standard(seed);
        String share = "a share between 0 and 1";
        Split split = new Split(
                fields.number("train", standard.train(), share),
                fields.number("validation", standard.validation(), share),
                fields.number("test", standard.test(), share),
                fields.seed("seed", seed));
        fields.nothingElse();
        double sum = split.train() + split.validation() + split.test();
        if (Math.min(split.train(), Math.min(split.validation(), split.test())) <= 0 || Math.abs(sum - 1) > 1e-6) {
            throw new InvalidStudy(
                    "data.split",
                    "expected three shares above 0 that add up to 1, got " + split.train() + ", " + split.validation()
                            + ", " + split.test());
        }
        return split;
    }

    private static TrainerSpec trainer(@Nullable Fields fields) {
        if (fields == null) {
            return TrainerSpec.MLP;
        }
        String type = fields.oneOf("type", null, List.of("dl4j", "command", "replay", "external"));
        if (!type.equals("dl4j")) {
            throw new InvalidStudy(fields.pathOf("type"), type + " is not supported yet, expected dl4j");
        }
        String model = fields.oneOf("model", "mlp", List.of("mlp"));
        fields.nothingElse();
        return new TrainerSpec(type, model);
    }

    private static @Nullable Objective objective(Fields parent) {
        JsonNode node = parent.optional("objective");
        if (node == null) {
            return null;
        }
        if (node.isArray()) {
            throw new InvalidStudy("objective", "several objectives are not supported yet, expected one");
        }
        Fields fields = new Fields(node, "objective");
        String metric = fields.text("metric", "the name of a metric");
        boolean minimize = fields.oneOf("direction", "minimize", List.of("minimize", "maximize"))
                .equals("minimize");
        Objective.At at = switch (fields.oneOf("at", "smoothed_best", List.of("smoothed_best", "best", "last"))) {
            case "best" -> Objective.At.BEST;
            case "last" -> Objective.At.LAST;
            default -> Objective.At.SMOOTHED_BEST;
        };
        fields.nothingElse();
        return new Objective(metric, minimize ? Objective.Direction.MINIMIZE : Objective.Direction.MAXIMIZE, at);
    }

    private static SearchSpec search(@Nullable Fields fields) {
        if (fields == null) {
            return new SearchSpec("auto", 1);
        }
        List<String> format = List.of("auto", "random", "grid", "sobol", "tpe", "gp", "cmaes", "bohb", "pbt", "nsga2");
        String algorithm = fields.oneOf("algorithm", "auto", format);
        if (!algorithm.equals("auto") && !algorithm.equals("random")) {
            throw new InvalidStudy(
                    fields.pathOf("algorithm"), algorithm + " is not supported yet, expected auto or random");
        }
        long seed = fields.seed("seed", 1);
        fields.nothingElse();
        return new SearchSpec(algorithm, seed);
    }

    private static @Nullable StoppingSpec stopping(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        fields.notYet("any_of", "all_of");
        String rule = fields.oneOf(
                "rule", null, List.of("none", "asha", "median", "percentile", "asha_promote", "hyperband", "patience"));
        StoppingSpec spec;
        switch (rule) {
            case "none" -> spec = new StoppingSpec.None();
            case "asha" -> {
                Integer min = fields.wholeOrNull("min", 1);
                Integer reduction = fields.wholeOrNull("reduction", 2);
                spec = new StoppingSpec.Asha(min == null ? 1 : min, reduction == null ? 3 : reduction);
            }
            default ->
                throw new InvalidStudy(fields.pathOf("rule"), rule + " is not supported yet, expected none or asha");
        }
        fields.nothingElse();
        return spec;
    }

    private static StudyRequest.Limits budget(@Nullable Fields fields) {
        if (fields == null) {
            return StudyRequest.Limits.OPEN;
        }
        StudyRequest.Limits limits = new StudyRequest.Limits(
                fields.wholeOrNull("trials", 1),
                fields.wholeOrNull("epochs", 1),
                fields.durationOrNull("time"),
                fields.wholeOrNull("parallel", 1));
        fields.nothingElse();
        return limits;
    }

    private static @Nullable List<Parameters> enqueue(Fields parent) {
        JsonNode node = parent.optional("enqueue");
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            throw new InvalidStudy("enqueue", "expected a list of configurations, got " + Fields.shown(node));
        }
        List<Parameters> configurations = new ArrayList<>();
        for (JsonNode item : node) {
            configurations.add(SpaceReader.parameters(new Fields(item, "enqueue[" + configurations.size() + "]")));
        }
        return configurations;
    }
}
