package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoppingRulesTest {
    private static final StoppingRules RULES = StoppingRules.onClassPath();

    static Stream<Arguments> specs() {
        return Stream.of(
                Arguments.of(StoppingSpec.NONE, new NoStopping()),
                Arguments.of(new Asha(2, 4).spec(), new Asha(2, 4)),
                Arguments.of(new Median(5, 3).spec(), new Median(5, 3)),
                Arguments.of(new Patience(7, 0.01).spec(), new Patience(7, 0.01)),
                Arguments.of(new Percentile(25, 5, 3).spec(), new Percentile(25, 5, 3)),
                Arguments.of(new AshaPromote(2, 4).spec(), new AshaPromote(2, 4)),
                Arguments.of(new Hyperband(2, 4).spec(), new Hyperband(2, 4)),
                Arguments.of(new Threshold("loss", 2.0, 0.1, 3).spec(), new Threshold("loss", 2.0, 0.1, 3)),
                Arguments.of(new Divergence(5, 0.9, 3).spec(), new Divergence(5, 0.9, 3)),
                Arguments.of(new Extrapolation(0.1, 5).spec(), new Extrapolation(0.1, 5)),
                Arguments.of(
                        spec("{any_of: [{rule: asha, min: 2, reduction: 4}]}"), new AnyOf(List.of(new Asha(2, 4)))),
                Arguments.of(
                        spec("{all_of: [{rule: asha, min: 2, reduction: 4}]}"), new AllOf(List.of(new Asha(2, 4)))),
                Arguments.of(
                        spec("{rule: not_before, epoch: 5, of: {rule: asha, min: 2, reduction: 4}}"),
                        new NotBefore(5, new Asha(2, 4))));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_rule_is_made_of_its_settings(StoppingSpec spec, StoppingRule rule) {
        assertThat(RULES.make(spec)).isEqualTo(rule);
    }

    @Test
    void every_rule_on_the_class_path_is_made_above() {
        assertThat(specs().map(it -> ((StoppingSpec) it.get()[0]).rule()))
                .containsExactlyInAnyOrderElementsOf(
                        RULES.all().stream().map(StoppingRuleFactory::name).toList());
    }

    @Test
    void a_rule_that_is_not_on_the_class_path_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> RULES.make(Json.yaml().readValue("{rule: coin}", StoppingSpec.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "stopping: no rule coin on the class path, expected one of none, asha, asha_promote");
    }

    /** Bounds apply when studies come in; a rule that was accepted before the bounds existed still works. */
    @Test
    void a_rule_that_was_accepted_before_there_were_bounds_is_made_as_it_was() {
        StoppingSpec recorded = Json.yaml().readValue("{rule: median, warmup: 2000000000}", StoppingSpec.class);
        assertThat(RULES.make(recorded)).isEqualTo(new Median(2_000_000_000, 4));
    }

    private static StoppingSpec spec(String text) {
        return RULES.read(new Fields(Json.yaml().readTree(text), "stopping"));
    }
}
