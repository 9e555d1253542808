package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.space.Constraint;
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
    private static final int MOST_URGENT = 1000;
    private static final int MOST_SEEDS = 20;
    private static final String CONFIRM = "auto, none or a number of fresh seeds";

    private final PolicyReader policies;

    /** @param policies that read what a study says of its sampler and its stopping rules */
    public StudyReader(PolicyReader policies) {
        this.policies = policies;
    }

    /** Reads the text of a study file; JSON is YAML. */
    public StudyRequest yaml(String text) {
        try {
            return study(Json.yaml().readTree(text));
        } catch (JacksonException e) {
            throw notReadable("YAML", e);
        }
    }

    /** Reads the value of a message. */
    public StudyRequest json(byte[] value) {
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
    public StoppingSpec stopping(String option, String text) {
        JsonNode rule = optionValue(option, text);
        JsonNode whole = rule.isString() ? Json.yaml().createObjectNode().set("rule", rule) : rule;
        return policies.stopping(new Fields(whole, option));
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
    StudyRequest study(@Nullable JsonNode root) {
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
        if (trainer.hasKnobs()) {
            KnobCheck.check(trainer, fixed, space);
        } else {
            UnknownTrainer.check(fields, trainer);
        }
        List<Constraint> constraints = ConstraintReader.constraints(fields);
        if (space != null) {
            ConstraintReader.check(constraints, space, fixed);
        }
        SearchSpec search = policies.search(fields.object("search"));
        StudyRequest request = StudyRequest.builder(trainer, search)
                .study(id(fields))
                .data(DataReader.data(fields.object("data"), trainer, search.seed()))
                .objective(objective(fields))
                .space(space)
                .fixed(fixed)
                .stopping(stopping(fields.object("stopping")))
                .budget(budget(fields.object("budget")))
                .enqueue(enqueue(fields))
                .promotion(promotion(fields.object("promotion")))
                .constraints(constraints)
                .attempts(attempts(fields.object("attempts")))
                .isolation(isolation(fields))
                .resources(resources(fields.object("resources")))
                .seeds(seeds(fields, trainer))
                .judging(JudgingReader.judging(fields.object("judging"), policies))
                .furtherObjectives(furtherObjectives(fields))
                .build();
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

    private static Budget.@Nullable Cost cost(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Budget.Cost cost = new Budget.Cost(positive(fields, "limit"), positive(fields, "per_hour"));
        fields.nothingElse();
        return cost;
    }

    private static @Nullable Double worth(Fields fields) {
        return fields.optional("worth") == null ? null : positive(fields, "worth");
    }

    private static double positive(Fields fields, String name) {
        String expected = "a number above 0";
        double value = fields.number(name, expected);
        if (value <= 0) {
            throw new InvalidStudy(fields.pathOf(name), "expected " + expected + ", got " + value);
        }
        return value;
    }

    /** What decides; of a list that is the first. */
    static @Nullable Objective objective(Fields parent) {
        JsonNode node = parent.optional("objective");
        if (node == null) {
            return null;
        }
        return node.isArray()
                ? objectiveOf(new Fields(parent.list("objective", "objectives").get(0), "objective[0]"))
                : objectiveOf(new Fields(node, "objective"));
    }

    /** The other objectives of a list, and those of {@code further_objectives}, which is how an accepted study has them. */
    static List<Objective> furtherObjectives(Fields parent) {
        List<Objective> further = new ArrayList<>();
        JsonNode node = parent.optional("objective");
        if (node != null && node.isArray()) {
            for (int i = 1; i < node.size(); i++) {
                further.add(objectiveOf(new Fields(node.get(i), "objective[" + i + "]")));
            }
        }
        if (parent.optional("further_objectives") != null) {
            List<JsonNode> more = parent.list("further_objectives", "a list of objectives");
            for (int i = 0; i < more.size(); i++) {
                further.add(objectiveOf(new Fields(more.get(i), "further_objectives[" + i + "]")));
            }
        }
        return further;
    }

    private static Objective objectiveOf(Fields fields) {
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

    private @Nullable StoppingSpec stopping(@Nullable Fields fields) {
        return fields == null ? null : policies.stopping(fields);
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
                fields.wholeOrNull("priority", -MOST_URGENT),
                fields.wholeOrNull("total_epochs", 1),
                cost(fields.object("cost")),
                worth(fields));
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

    /** Every seed of every trial is a network in memory. */
    private static @Nullable Integer seeds(Fields fields, TrainerSpec trainer) {
        Integer seeds = fields.wholeOrNull("seeds", 1);
        if (seeds != null && seeds > MOST_SEEDS) {
            throw new InvalidStudy("seeds", "expected a whole number from 1 to " + MOST_SEEDS + ", got " + seeds);
        }
        if (seeds != null && seeds > 1 && !trainer.repeatsTrials()) {
            throw new InvalidStudy("seeds", "only the trainer network trains a trial with several seeds; leave it out");
        }
        return seeds;
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
