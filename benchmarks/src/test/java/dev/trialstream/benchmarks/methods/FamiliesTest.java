package dev.trialstream.benchmarks.methods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.CategoricalDimension;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamiliesTest {
    /** It is tuned in every arm. */
    private static final Set<String> IN_NO_ARM = Set.of("learning_rate");

    private static final Map<String, Set<Object>> VALUES_IN_NO_ARM = Map.of(
            "reshape", Set.of("log"), // for data that are positive throughout, unlike these
            "loss", Set.of("cross_entropy", "mse"), // the value that auto resolves to
            "initializer", Set.of("he_normal"), // the same, for a relu
            "pooling", Set.of("none"));

    @Test
    void every_arm_is_of_knobs_that_there_are_and_is_compared_to_an_arm_of_its_family() {
        for (Family family : Families.all()) {
            for (Arm arm : family.arms()) {
                arm.knobs().forEach((name, value) -> {
                    if (!value.equals(Arm.BY_RATE)) {
                        assertThat(Hyperparameters.of(arm.model()).objectionTo(name, value))
                                .as("%s, %s", family.name(), arm.name())
                                .isEmpty();
                    }
                });
                assertThat(family.arm(arm.reference()).reference()).isNotNull();
            }
            assertThat(family.arms()).extracting(Arm::name).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "rnn"})
    void every_knob_has_an_arm(String model) {
        Set<String> knobs = new HashSet<>(Hyperparameters.of(model).names());
        if (!model.equals("mlp")) {
            knobs.removeAll(Hyperparameters.of("mlp").names()); // shared knobs are measured once
            knobs.remove("activation");
        }
        arms(model).forEach(arm -> knobs.removeAll(arm.knobs().keySet()));
        knobs.removeAll(arms("cnn").stream()
                .flatMap(arm -> arm.knobs().keySet().stream())
                .toList()); // images have knobs that other data do not
        assertThat(knobs).isSubsetOf(IN_NO_ARM);
    }

    @Test
    void every_value_of_a_choice_has_an_arm() {
        Hyperparameters.MODELS.forEach(model -> Hyperparameters.of(model)
                .space()
                .dimensions()
                .forEach((name, knob) -> {
                    if (knob instanceof CategoricalDimension choice) {
                        Set<Object> values = new HashSet<>(choice.values());
                        values.remove(
                                Hyperparameters.of(model).defaults().values().get(name));
                        values.removeAll(VALUES_IN_NO_ARM.getOrDefault(name, Set.of()));
                        Families.all()
                                .forEach(family -> family.arms()
                                        .forEach(
                                                arm -> values.remove(arm.knobs().get(name))));
                        assertThat(values).as(name).isEmpty();
                    }
                }));
    }

    private static List<Arm> arms(String model) {
        return Families.all().stream()
                .flatMap(family -> family.arms().stream())
                .filter(arm -> arm.model().equals(model))
                .toList();
    }
}
