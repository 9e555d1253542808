package dev.trialstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trialstream.policy.stopping.AllOf;
import dev.trialstream.policy.stopping.AnyOf;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.Divergence;
import dev.trialstream.policy.stopping.Extrapolation;
import dev.trialstream.policy.stopping.Hyperband;
import dev.trialstream.policy.stopping.Median;
import dev.trialstream.policy.stopping.NotBefore;
import dev.trialstream.policy.stopping.Patience;
import dev.trialstream.policy.stopping.Percentile;
import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.policy.stopping.Threshold;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.CommandReader;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the samplers and rules of studies, and compares the schema of study files with the reader. */
class PoliciesTest {
    private static final String DATA = "data: {csv: digits.csv, target: digit}\n";
    private static final Policies POLICIES = Policies.onClassPath();
    private static final StudyReader READER = new StudyReader(POLICIES);

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(StudyFileSchema.of(POLICIES));

    /** Checks that only the reader makes: relations between settings. */
    private static final Set<String> BEYOND_A_SCHEMA =
            Set.of("stopping: {all_of: [{rule: asha_promote}]}", "stopping: {rule: threshold}");

    @ParameterizedTest
    @MethodSource("rules")
    void reads_every_stopping_rule_with_and_without_its_settings(String stopping, StoppingSpec expected) {
        StudyRequest study = read(DATA + "stopping: " + stopping + "\n");
        assertThat(study.stopping()).isEqualTo(expected);
        assertThat(READER.json(Json.json().writeValueAsBytes(study)).stopping()).isEqualTo(expected);
    }

    static List<Arguments> rules() {
        return List.of(
                Arguments.of("{rule: none}", StoppingSpec.NONE),
                Arguments.of("{rule: asha_promote}", new AshaPromote(1, 2).spec()),
                Arguments.of("{rule: hyperband, min: 2}", new Hyperband(2, 3).spec()),
                Arguments.of("{rule: percentile}", new Percentile(50, 3, 4).spec()),
                Arguments.of(
                        "{rule: threshold, metric: loss, above: 2, from: 3}",
                        new Threshold("loss", 2.0, null, 3).spec()),
                Arguments.of("{rule: divergence, chance: 0.9}", new Divergence(10, 0.9, 5).spec()),
                Arguments.of("{rule: extrapolation}", new Extrapolation(0.05, 4).spec()),
                Arguments.of("{rule: asha}", new Asha(1, 3).spec()),
                Arguments.of("{rule: asha, min: 2, reduction: 4}", new Asha(2, 4).spec()),
                Arguments.of("{rule: median}", new Median(3, 4).spec()),
                Arguments.of("{rule: median, warmup: 0, min_trials: 5}", new Median(0, 5).spec()),
                Arguments.of("{rule: patience}", new Patience(5, 0).spec()),
                Arguments.of("{rule: patience, epochs: 9, min_delta: 1e-3}", new Patience(9, 0.001).spec()));
    }

    @Test
    void reads_rules_within_rules() {
        StoppingSpec any = stopping("{any_of: [{rule: asha}, {rule: not_before, epoch: 5, of: {rule: median}}]}");
        assertThat(rule(any)).isEqualTo(new AnyOf(List.of(new Asha(1, 3), new NotBefore(5, new Median(3, 4)))));
        StoppingSpec all = stopping("{rule: all_of, all_of: [{rule: patience}]}");
        assertThat(rule(all)).isEqualTo(new AllOf(List.of(new Patience(5, 0))));
        assertThat(Json.json().readValue(Json.json().writeValueAsBytes(any), StoppingSpec.class))
                .isEqualTo(any);
    }

    @Test
    void the_name_of_a_rule_or_a_sampler_stands_for_it_with_its_defaults() {
        assertThat(stopping("asha")).isEqualTo(new Asha(1, 3).spec());
        assertThat(stopping("none")).isEqualTo(StoppingSpec.NONE);
        assertThat(rule(stopping("{any_of: [asha, {rule: not_before, epoch: 5, of: median}]}")))
                .isEqualTo(new AnyOf(List.of(new Asha(1, 3), new NotBefore(5, new Median(3, 4)))));
        assertThat(Objects.requireNonNull(
                                read(DATA + "judging: {shadows: [patience]}").judging())
                        .shadows())
                .containsExactly(new Patience(5, 0).spec());
        assertThat(read(DATA + "search: random").search()).isEqualTo(new SearchSpec("random", 1));
    }

    private static StoppingSpec stopping(String text) {
        return read(DATA + "stopping: " + text).stopping();
    }

    private static StoppingRule rule(StoppingSpec spec) {
        return POLICIES.rules().make(spec);
    }

    @Test
    void reads_the_sampler() {
        assertThat(read(DATA).search()).isEqualTo(new SearchSpec("auto", 1));
        assertThat(read(DATA + "search: {algorithm: random, seed: 3}").search()).isEqualTo(new SearchSpec("random", 3));
    }

    /** What is written after the data, and how the complaint begins. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stopping: ashes                                   | stopping.rule: expected one of none, asha, asha_promote
                    search: gp                                        | search.algorithm: expected one of auto, random, tpe, got gp
                    search: {algorithm: gp}                           | search.algorithm: expected one of auto, random, tpe, got gp
                    search: {algorithm: clairvoyance}                 | search.algorithm: expected one of auto, random
                    search: {seed: x}                                 | search.seed: expected a whole number
                    stopping: {rule: guess}                           | stopping.rule: expected one of none, asha, asha_promote, hyperband, median
                    stopping: {rule: median, warmup: -1}              | stopping.warmup: expected a whole number from 0 to 100000, got -1
                    stopping: {rule: median, min_trials: 0}           | stopping.min_trials: expected a whole number from 1 to 1000000, got 0
                    stopping: {rule: median, epochs: 3}               | stopping.epochs: unknown key
                    stopping: {rule: patience, epochs: 0}             | stopping.epochs: expected a whole number from 1 to 100000, got 0
                    stopping: {rule: patience, min_delta: -0.1}       | stopping.min_delta: expected a number of at least 0 and at most 1e15, in the unit of the metric, got -0.1
                    stopping: {rule: patience, min_delta: little}     | stopping.min_delta: expected a number of at least 0 and at most 1e15, in the unit of the metric, got text
                    stopping: {rule: patience, min_delta: .nan}       | stopping.min_delta: expected a number of at least 0
                    stopping: {rule: asha, reduction: 1}              | stopping.reduction: expected a whole number from 2 to 1000, got 1
                    stopping: {rule: asha, min: 0}                    | stopping.min: expected a whole number from 1 to 100000, got 0
                    stopping: {rule: none, min: 3}                    | stopping.min: unknown key
                    stopping: {any_of: []}                            | stopping.any_of: expected a list of stopping rules, got []
                    stopping: {any_of: [{rule: nothing}]}             | stopping.any_of[0].rule: expected one of none, asha, asha_promote
                    stopping: {all_of: [{rule: asha_promote}]}        | stopping.all_of[0]: expected a rule that stops trials, asha_promote pauses them
                    stopping: {rule: not_before, of: {rule: asha}}    | stopping.epoch: expected a whole number from 1 to 100000, but it is missing
                    stopping: {rule: not_before, epoch: 2}            | stopping.of: expected the rule that is to wait, but it is missing
                    stopping: {rule: percentile, percentile: 100}     | stopping.percentile: expected a number above 0 and below 100, got 100
                    stopping: {rule: threshold}                       | stopping.above: expected a number here or in below, but both are missing
                    stopping: {rule: divergence, factor: 1}           | stopping.factor: expected a number above 1 and at most 1e15, got 1
                    stopping: {rule: extrapolation, warmup: 2}        | stopping.warmup: expected a whole number from 3 to 100000, got 2
                    stopping: {rule: extrapolation, probability: 1}   | stopping.probability: expected a number above 0 and below 1, got 1
                    search: {algorithm: random, depth: 3}             | search.depth: unknown key, expected one of algorithm, seed
                    search: {algorithm: auto, depth: 3}               | search.depth: unknown key
                    """)
    void refuses_what_cannot_be(String lines, String complaint) {
        assertThatThrownBy(() -> read(DATA + lines))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint);
        assertThat(schemaAccepts(DATA + lines)).isEqualTo(BEYOND_A_SCHEMA.contains(lines));
    }

    static List<Arguments> numbers() {
        List<Arguments> numbers = new ArrayList<>();
        POLICIES.rules()
                .all()
                .forEach(rule -> rule.keys().stream()
                        .filter(key -> key.schema().path("maximum").isNumber()
                                || key.schema().path("exclusiveMaximum").isNumber())
                        .forEach(key -> numbers.add(Arguments.of(rule.name(), key))));
        return numbers;
    }

    /** Just beyond each bound, and far beyond. */
    @ParameterizedTest
    @MethodSource("numbers")
    void every_number_is_bounded_on_both_sides(String rule, Key<?> key) {
        ObjectNode schema = key.schema();
        boolean whole = schema.path("type").asString().equals("integer");
        double least = schema.path(schema.has("minimum") ? "minimum" : "exclusiveMinimum")
                .doubleValue();
        double most = schema.path(schema.has("maximum") ? "maximum" : "exclusiveMaximum")
                .doubleValue();
        List<String> outside = List.of(
                whole ? String.valueOf((long) least - 1) : String.valueOf(Math.nextDown(least)),
                whole ? String.valueOf((long) most + 1) : String.valueOf(Math.nextUp(most)),
                "1e300",
                "-1e300",
                "99999999999999999999",
                ".inf",
                "-.inf",
                ".nan",
                "'7'",
                "[1]",
                "{}",
                "true");
        for (String value : outside) {
            String study = DATA + "stopping: " + with(rule, key.name(), value);
            assertThatThrownBy(() -> read(study))
                    .as(study)
                    .isInstanceOf(InvalidStudy.class)
                    .hasMessageStartingWith("stopping." + key.name() + ": expected "
                            + key.type().expected());
        }
    }

    /** The rule with its other settings as they have to be. */
    private static String with(String rule, String key, String value) {
        String rest = rule.equals("not_before") ? ", of: {rule: median}" : "";
        return "{rule: " + rule + ", " + key + ": " + value + rest + "}";
    }

    @Test
    void lists_of_rules_and_texts_are_bounded() {
        String many = String.join(", ", java.util.Collections.nCopies(17, "{rule: median}"));
        assertThatThrownBy(() -> read(DATA + "stopping: {any_of: [" + many + "]}"))
                .hasMessage("stopping.any_of: expected at most 16 rules, got 17");
        assertThatThrownBy(() -> read(DATA + "stopping: {rule: threshold, above: 1, metric: " + "m".repeat(101) + "}"))
                .hasMessageContaining("of at most 100 characters, got 101");
        assertThatThrownBy(
                        () -> read(DATA + "stopping: {any_of: [{any_of: [{any_of: [{any_of: [{rule: median}]}]}]}]}"))
                .hasMessageContaining("expected rules within rules 4 deep at most");
    }

    @Test
    void a_command_names_a_rule_as_strictly() {
        CommandReader commands = new CommandReader(POLICIES);
        assertThatThrownBy(() -> commands.command(
                        Json.yaml().readTree("{study: s, command: set_stopping, stopping: {rule: coin}}")))
                .hasMessageStartingWith("stopping.rule: expected one of none, asha");
    }

    private static StudyRequest read(String text) {
        StudyRequest request = READER.yaml(text);
        assertThat(SCHEMA.validate(Json.yaml().readTree(text))).isEmpty();
        return request;
    }

    private static boolean schemaAccepts(String text) {
        JsonNode tree = Json.yaml().readTree(text);
        return SCHEMA.validate(tree).isEmpty();
    }
}
