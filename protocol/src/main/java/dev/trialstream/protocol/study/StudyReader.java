package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.key.Items;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a study from YAML or JSON, strictly. It refuses unknown keys by name, and parts of the format that this version
 * does not support as not supported yet. Every refusal is an {@link InvalidStudy}.
 */
public final class StudyReader {
    private static final Pattern NON_NUMBER = Pattern.compile("token '([+-]?(?:NaN|Infinity|INF))'");

    /** A plain whole number of a list or a key. */
    private static final Pattern LEADING_ZERO =
            Pattern.compile("(?m)(?:[\\[{,]\\s*|[:-][ \\t]+)([+-]?0[0-9]+)[ \\t]*(?=[,\\]}#\\r\\n]|$)");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
    static final Items ENQUEUE = new Items("enqueue", 0, 10_000, "a list of configurations");
    static final Items OBJECTIVES = new Items("objective", 1, Objective.MOST, "an objective, or a list of some");
    static final Items FURTHER_OBJECTIVES = new Items("further_objectives", 1, Objective.MOST, "a list of objectives");

    private final PolicyReader policies;

    /** @param policies reader for samplers and stopping rules */
    public StudyReader(PolicyReader policies) {
        this.policies = policies;
    }

    /** Reads the text of a study file; JSON is valid YAML. */
    public StudyRequest yaml(String text) {
        checkLeadingZeros(text);
        try {
            return study(Json.yaml().readTree(text));
        } catch (JacksonException e) {
            throw notReadable("YAML", e);
        }
    }

    /** YAML 1.1 reads 010 as 8, YAML 1.2 as 10: nobody can say what is meant. */
    private static void checkLeadingZeros(String text) {
        Matcher found = LEADING_ZERO.matcher(text);
        if (found.find()) {
            long line = text.substring(0, found.start(1)).lines().count();
            throw InvalidStudy.whole(
                    "line " + line + ": " + found.group(1) + " is 8-based to some and 10-based to others;"
                            + " write it without the leading zero, or in quotes if it is a text");
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
     * Reads the stopping rule of a command line: its name, or the complete rule as in a study file.
     *
     * @param option name of the option in errors
     */
    public StoppingSpec stopping(String option, String text) {
        return policies.stopping(Fields.named(optionValue(option, text), option, StoppingSpec.RULE));
    }

    /** Reads the confirmation option of a command line: auto, none or a number. */
    public static Promotion promotion(String option, String text) {
        return new Promotion(option(option, text, Promotion.CONFIRM));
    }

    /** Reads the command line value of {@code key}, whose values are texts, without interpreting it as YAML. */
    public static <T> T textOption(String option, String text, Key<T> key) {
        return key.type().read(StringNode.valueOf(text), option);
    }

    /** Reads the command line value of {@code key}. Whole numbers are decimal; everything else is a text. */
    public static <T> T option(String option, String text, Key<T> key) {
        JsonNode value =
                WHOLE.matcher(text).matches() ? BigIntegerNode.valueOf(new BigInteger(text)) : StringNode.valueOf(text);
        return key.type().read(value, option);
    }

    private static JsonNode optionValue(String option, String text) {
        try {
            return Json.yaml().readTree(text);
        } catch (JacksonException e) {
            throw new InvalidStudy(option, "not YAML: " + text);
        }
    }

    static InvalidStudy notReadable(String format, JacksonException e) {
        Matcher nonNumber = NON_NUMBER.matcher(e.getOriginalMessage());
        if (nonNumber.find()) {
            return InvalidStudy.whole("not " + format + ": " + nonNumber.group(1)
                    + " is no number there; leave out a metric that has no finite value, or tell a trial that diverged as"
                    + " failed");
        }
        // without the names of the parser's own settings
        String first =
                e.getOriginalMessage().lines().findFirst().orElse("unreadable").replaceAll(",? from `[^`]*`", "");
        String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        return InvalidStudy.whole("not " + format + at + ": " + first);
    }

    /** @throws InvalidStudy if {@code root} is no study */
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
        SearchSpec search = policies.search(fields.object("search", "algorithm"));
        ObjectiveReader objectives = new ObjectiveReader(trainer);
        StudyRequest request = StudyRequest.builder(trainer, search)
                .study(fields.find(StudyKeys.STUDY))
                .data(DataReader.data(fields.object("data"), trainer, search.seed()))
                .objective(objectives.first(fields))
                .space(space)
                .fixed(fixed)
                .stopping(stopping(fields.object("stopping", StoppingSpec.RULE)))
                .budget(budget(fields.object("budget")))
                .enqueue(enqueue(fields))
                .promotion(block(fields.object("promotion"), Promotion.KEYS, Promotion.class))
                .constraints(constraints)
                .attempts(block(fields.object("attempts"), Attempts.KEYS, Attempts.class))
                .isolation(fields.find(StudyKeys.ISOLATION))
                .resources(block(fields.object("resources"), Resources.KEYS, Resources.class))
                .seeds(seeds(fields, trainer))
                .judging(JudgingReader.judging(fields.object("judging"), policies))
                .furtherObjectives(objectives.further(fields))
                .build();
        fields.nothingElse();
        checkSize(request);
        policies.check(request);
        return request;
    }

    /** In messages numbers and texts may take more room than in the file. */
    private static void checkSize(StudyRequest request) {
        int bytes = Json.json().writeValueAsBytes(request).length;
        if (bytes > MessageSizes.STUDY) {
            throw InvalidStudy.whole("the study takes " + bytes + " bytes as a message, expected at most "
                    + MessageSizes.STUDY + "; give it fewer or shorter parameters and values");
        }
    }

    private @Nullable StoppingSpec stopping(@Nullable Fields fields) {
        return fields == null ? null : policies.stopping(fields);
    }

    private static Settings budget(@Nullable Fields fields) {
        return fields == null ? Settings.none() : fields.said(Budget.KEYS);
    }

    private static @Nullable Integer seeds(Fields fields, TrainerSpec trainer) {
        Integer seeds = fields.find(StudyKeys.SEEDS);
        if (seeds != null && seeds > 1 && !trainer.repeatsTrials()) {
            throw new InvalidStudy("seeds", "only the trainer network trains a trial with several seeds; leave it out");
        }
        return seeds;
    }

    private static <T> @Nullable T block(@Nullable Fields fields, List<Key<?>> keys, Class<T> type) {
        return fields == null ? null : fields.read(keys).as(type);
    }

    private static @Nullable List<Parameters> enqueue(Fields parent) {
        if (parent.optional(ENQUEUE.name()) == null) {
            return null;
        }
        List<Parameters> configurations = new ArrayList<>();
        for (JsonNode item : parent.items(ENQUEUE)) {
            configurations.add(SpaceReader.parameters(new Fields(item, "enqueue[" + configurations.size() + "]")));
        }
        return configurations;
    }
}
