package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a study from YAML or JSON, strictly: what it does not know it refuses by name, and what belongs to the format
 * but not to this version it refuses as not supported yet. Every refusal is an {@link InvalidStudy}.
 */
public final class StudyReader {
    private static final int MOST_URGENT = 1000;
    private static final String CONFIRM = "auto, none or a number of fresh seeds";

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

    /**
     * Reads what a command line says of the stopping rule: its name, or all of it as in a study file.
     *
     * @param option that errors are to name
     */
    public static StoppingSpec stopping(String option, String text) {
        JsonNode rule = optionValue(option, text);
        JsonNode whole = rule.isString() ? Json.yaml().createObjectNode().set("rule", rule) : rule;
        return Objects.requireNonNull(stopping(new Fields(whole, option)));
    }

    /** Reads what a command line says of how the winner is confirmed: auto, none or a number. */
    public static Promotion promotion(String option, String text) {
        return confirm(option, optionValue(option, text));
    }

    private static JsonNode optionValue(String option, String text) {
        try {
            return Json.yaml().readTree(text);
        } catch (JacksonException e) {
            throw new InvalidStudy(option, "not YAML: " + text);
        }
    }

    static InvalidStudy notReadable(String format, JacksonException e) {
        // without the names of the parser's own settings
        String first =
                e.getOriginalMessage().lines().findFirst().orElse("unreadable").replaceAll(",? from `[^`]*`", "");
        String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        return InvalidStudy.whole("not " + format + at + ": " + first);
    }

    /** @throws InvalidStudy where {@code root} is no study */
    static StudyRequest study(@Nullable JsonNode root) {
        if (root == null || root.isMissingNode() || root.isNull()) {
            throw InvalidStudy.whole("expected keys with values, got nothing");
        }
        Fields fields = new Fields(root, "");
        fields.notYet("playbook");
        Fields fixedFields = fields.object("fixed");
        Parameters fixed = fixedFields == null ? Parameters.none() : SpaceReader.parameters(fixedFields);
        Fields spaceFields = fields.object("space");
        SearchSpace space = spaceFields == null ? null : SpaceReader.space(spaceFields, fixed);
        TrainerSpec trainer = TrainerReader.trainer(fields.object("trainer"));
        if (trainer.builtIn()) {
            KnobCheck.check(trainer, fixed, space);
        } else {
            UnknownTrainer.check(fields, trainer);
        }
        List<Constraint> constraints = ConstraintReader.constraints(fields);
        if (space != null) {
            ConstraintReader.check(constraints, space, fixed);
        }
        SearchSpec search = search(fields.object("search"));
        StudyRequest request = new StudyRequest(
                id(fields),
                data(fields.object("data"), trainer, search.seed()),
                trainer,
                objective(fields),
                space,
                fixed,
                search,
                stopping(fields.object("stopping")),
                budget(fields.object("budget")),
                enqueue(fields),
                promotion(fields.object("promotion")),
                constraints,
                attempts(fields.object("attempts")),
                isolation(fields),
                resources(fields.object("resources")));
        fields.nothingElse();
        return request;
    }

    static @Nullable String id(Fields fields) {
        String expected = "lower-case letters, digits and hyphens, 63 at most";
        String id = fields.textOrNull("study", expected);
        if (id != null && !Ids.isStudy(id)) {
            throw new InvalidStudy("study", "expected " + expected + ", got " + id);
        }
        return id;
    }

    /** Only the built-in trainer needs data, and a target. */
    static @Nullable DataSpec data(@Nullable Fields fields, TrainerSpec trainer, long seed) {
        if (fields == null && !trainer.builtIn()) {
            return null;
        }
        if (fields == null) {
            throw new InvalidStudy("data", "expected {csv: FILE, target: COLUMN}, but it is missing");
        }
        fields.notYet("images", "idx", "sequences");
        String csv = fields.text("csv", trainer.builtIn() ? "the path of a CSV file" : "the path of a file or folder");
        String column = "the name of a column";
        String target = trainer.builtIn() ? fields.text("target", column) : fields.textOrNull("target", column);
        Task task = fields.optional("task") == null ? null : task(fields);
        Split split = split(fields.object("split"), seed);
        fields.nothingElse();
        return new DataSpec(csv, target, task, split);
    }

    private static Task task(Fields fields) {
        return fields.oneOf("task", null, List.of("classification", "regression"))
                        .equals("regression")
                ? Task.REGRESSION
                : Task.CLASSIFICATION;
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

    static @Nullable Objective objective(Fields parent) {
        JsonNode node = parent.optional("objective");
        if (node == null) {
            return null;
        }
        if (node.isArray()) {
            throw new InvalidStudy(
                    "objective",
                    "several objectives are not supported yet; keep the one that decides, such as {metric: validation_error,"
                            + " direction: minimize}, and leave out the others: trials report them all the same");
        }
        Fields fields = new Fields(node, "objective");
        String metric = fields.text("metric", "the name of a metric");
        if (!Ids.isName(metric)) {
            throw new InvalidStudy(fields.pathOf("metric"), "expected " + Ids.NAMES + ", got " + metric);
        }
        boolean minimize = fields.oneOf("direction", Objective.usually(metric), List.of("minimize", "maximize"))
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
        String algorithm = fields.oneOf("algorithm", "auto", List.of("auto", "random", "tpe"));
        long seed = fields.seed("seed", 1);
        fields.nothingElse();
        return new SearchSpec(algorithm, seed);
    }

    static @Nullable StoppingSpec stopping(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        fields.notYet("any_of", "all_of");
        String rule = fields.oneOf("rule", null, List.of("none", "asha", "median", "patience"));
        StoppingSpec spec = switch (rule) {
            case "none" -> new StoppingSpec.None();
            case "asha" -> asha(fields, StoppingSpec.Asha.STANDARD);
            case "median" -> median(fields, StoppingSpec.Median.STANDARD);
            default -> patience(fields, StoppingSpec.Patience.STANDARD);
        };
        fields.nothingElse();
        return spec;
    }

    private static StoppingSpec asha(Fields fields, StoppingSpec.Asha standard) {
        return new StoppingSpec.Asha(
                fields.whole("min", standard.min(), 1), fields.whole("reduction", standard.reduction(), 2));
    }

    private static StoppingSpec median(Fields fields, StoppingSpec.Median standard) {
        return new StoppingSpec.Median(
                fields.whole("warmup", standard.warmup(), 0), fields.whole("min_trials", standard.minTrials(), 1));
    }

    private static StoppingSpec patience(Fields fields, StoppingSpec.Patience standard) {
        String expected = "a number of at least 0, in the unit of the metric";
        double minDelta = fields.number("min_delta", standard.minDelta(), expected);
        if (minDelta < 0) {
            throw new InvalidStudy(fields.pathOf("min_delta"), "expected " + expected + ", got " + minDelta);
        }
        return new StoppingSpec.Patience(fields.whole("epochs", standard.epochs(), 1), minDelta);
    }

    private static StudyRequest.Limits budget(@Nullable Fields fields) {
        if (fields == null) {
            return StudyRequest.Limits.OPEN;
        }
        StudyRequest.Limits limits = new StudyRequest.Limits(
                fields.wholeOrNull("trials", 1),
                fields.wholeOrNull("epochs", 1),
                fields.durationOrNull("time"),
                fields.wholeOrNull("parallel", 1),
                fields.wholeOrNull("priority", -MOST_URGENT));
        fields.nothingElse();
        if (limits.priority() != null && limits.priority() > MOST_URGENT) {
            throw new InvalidStudy(
                    "budget.priority",
                    "expected a whole number from -" + MOST_URGENT + " to " + MOST_URGENT + ", got "
                            + limits.priority());
        }
        return limits;
    }

    private static @Nullable Resources resources(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Resources resources = new Resources(
                fields.oneOf("device", TopicLayout.CPU, TopicLayout.DEVICES), fields.wholeOrNull("memory_mib", 1));
        fields.nothingElse();
        return resources;
    }

    private static @Nullable Attempts attempts(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Attempts attempts = new Attempts(
                fields.whole("crashed", Attempts.STANDARD.crashed(), 1),
                fields.whole("failed", Attempts.STANDARD.failed(), 1),
                fields.whole("timed_out", Attempts.STANDARD.timedOut(), 1),
                fields.durationOrNull("trial"),
                fields.durationOrNull("epoch"));
        fields.nothingElse();
        return attempts;
    }

    private static @Nullable Isolation isolation(Fields parent) {
        if (parent.optional("isolation") == null) {
            return null;
        }
        String name = parent.oneOf("isolation", null, Isolation.NAMES);
        return name.equals("process") ? Isolation.PROCESS : Isolation.THREAD;
    }

    private static @Nullable Promotion promotion(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        JsonNode confirm = fields.required("confirm", CONFIRM);
        fields.nothingElse();
        return confirm(fields.pathOf("confirm"), confirm);
    }

    private static Promotion confirm(String path, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0) {
            return new Promotion(value.intValue());
        }
        String word = value.asString("");
        if (!word.equals("auto") && !word.equals("none")) {
            throw new InvalidStudy(path, "expected " + CONFIRM + ", got " + Fields.shown(value));
        }
        return word.equals("auto") ? Promotion.AUTO : Promotion.NONE;
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
