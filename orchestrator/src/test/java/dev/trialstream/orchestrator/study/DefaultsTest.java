package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DefaultsTest {
    private static final String DATA = "data: {csv: a.csv, target: y}\n";
    private static final DataProfile PROFILE = new DataProfile(
            "ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20, null);

    @Test
    void an_open_study_gets_the_documented_defaults() {
        Study study = complete(DATA);
        assertThat(study.budget()).isEqualTo(new Budget(40, 27, null, 40));
        assertThat(study.stopping()).isEqualTo(new Asha(1, 3).spec());
        assertThat(study.objective().metric()).isEqualTo("validation_error");
        assertThat(study.data().task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(study.search().algorithm()).isEqualTo("tpe");
    }

    @Test
    void what_the_data_say_about_repeated_rows_is_recorded_unless_the_study_says_it() {
        DataProfile apart = new DataProfile(
                "ab",
                Task.CLASSIFICATION,
                100,
                92,
                List.of(),
                Map.of("a", 50, "b", 50),
                3,
                60,
                20,
                20,
                null,
                null,
                Split.Repeats.APART);

        assertThat(complete(DATA, apart).data().split().repeats()).isEqualTo(Split.Repeats.APART);
        assertThat(complete("data: {csv: a.csv, target: y, split: {repeats: together}}\n", apart)
                        .data()
                        .split()
                        .repeats())
                .isEqualTo(Split.Repeats.TOGETHER);
        assertThat(complete(DATA).data().split().repeats()).isNull(); // as before there was the key
    }

    @Test
    void an_open_space_is_begun_with_the_plain_network_and_two_that_tend_to_be_better() {
        Study study = complete(DATA);
        assertThat(study.enqueue())
                .hasSize(3)
                .allSatisfy(trial -> assertThat(study.space().objectionTo(trial, study.fixed()))
                        .isEmpty());
        Parameters plain = study.enqueue().get(0);
        study.space().dimensions().keySet().stream()
                .filter(name -> !name.equals("weight_decay"))
                .forEach(name -> assertThat(plain.get(name)).isEqualTo(Hyperparameters.MLP_DEFAULTS.get(name)));
    }

    @Test
    void what_is_fixed_is_not_searched() {
        Study study = complete(DATA + "fixed: {activation: tanh, layers: 1}\n");
        assertThat(study.space().dimensions())
                .doesNotContainKeys("activation", "layers")
                .containsKey("units");
    }

    @Test
    void an_optimizer_that_is_fixed_has_rates_momentum_and_decay_of_its_own() {
        Study nesterov = complete(DATA + "fixed: {optimizer: nesterov}\n");
        assertThat(nesterov.space().dimensions())
                .containsEntry("learning_rate", FloatDimension.log(3e-3, 0.3))
                .containsKey("momentum");
        // 0.001 is none of its rates: the middle of them on their scale
        assertThat(nesterov.enqueue().get(0).number("learning_rate")).isCloseTo(0.03, within(1e-12));
        assertThat(nesterov.enqueue().get(0).number("momentum")).isEqualTo(0.9);

        assertThat(complete(DATA).space().dimensions()).doesNotContainKey("momentum");
        assertThat(complete(DATA + "fixed: {optimizer: adamw}\n").space().dimensions())
                .containsEntry("weight_decay", FloatDimension.log(1e-4, 0.3));
    }

    @Test
    void no_batch_that_is_searched_by_default_is_larger_than_the_training_rows() {
        assertThat(complete(DATA).space().dimensions()).containsEntry("batch_size", OrdinalDimension.of(32));
        assertThatThrownBy(() -> complete(DATA + "fixed: {batch_size: 61}\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("fixed.batch_size: expected at most the 60 training rows there are, got 61");
        assertThatThrownBy(() -> complete(DATA + "space: {batch_size: {type: int, min: 8, max: 128}}\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("space.batch_size: expected at most the 60 training rows there are, got 128");
    }

    @Test
    void a_loss_of_the_other_task_is_refused_before_any_trial_fails_by_it() {
        assertThatThrownBy(() -> complete(DATA + "fixed: {loss: huber}\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("fixed.loss: huber is a loss of numbers, and the target is a class; expected cross_entropy,"
                        + " focal or ldam");
        DataProfile numbers = new DataProfile(
                "ab",
                Task.REGRESSION,
                100,
                0,
                List.of(),
                Map.of(),
                4,
                60,
                20,
                20,
                new DataProfile.TargetSummary(0, 1, 0.5, 0.1));
        assertThatThrownBy(() -> Defaults.complete(
                        "s",
                        new StudyReader(Policies.onClassPath())
                                .yaml(DATA + "space: {loss: {type: categorical, values: [mse, ldam]}}\n"),
                        java.util.Optional.of(numbers)))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage(
                        "space.loss: ldam is a loss of classes, and the target is a number; expected mse, mae or huber");
    }

    @Test
    void a_rate_that_is_fixed_by_way_of_the_batch_takes_the_place_of_the_searched_one() {
        assertThat(complete(DATA + "fixed: {rate_per_batch: 0.0001}\n").space().dimensions())
                .doesNotContainKey("learning_rate");
    }

    @Test
    void other_networks_have_open_spaces_of_their_own() {
        assertThat(complete("data: {images: pics}\ntrainer: {type: dl4j, model: cnn}\n")
                        .space()
                        .dimensions())
                .containsKeys("blocks", "filters")
                .doesNotContainKeys("layers", "scaling");
        assertThat(complete("data: {sequences: walks, target: y}\ntrainer: {type: dl4j, model: rnn}\n")
                        .space()
                        .dimensions())
                .containsKeys("layers", "units")
                .doesNotContainKey("activation");
    }

    @Test
    void a_network_of_images_or_series_is_refused_for_other_data() {
        assertThatThrownBy(() -> complete(DATA + "trainer: {type: dl4j, model: cnn}\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("trainer.model: cnn takes images alone, expected data.images or data.idx; or mlp");
        assertThatThrownBy(() -> complete("data: {images: pics}\ntrainer: {type: dl4j, model: rnn}\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("trainer.model: rnn takes series alone, expected data.sequences; or mlp");
    }

    @Test
    void a_batch_that_is_searched_by_default_is_no_larger_than_what_undersampling_leaves() {
        DataProfile uneven = new DataProfile(
                "ab", Task.CLASSIFICATION, 1000, 0, List.of(), Map.of("a", 960, "b", 40), 4, 600, 200, 200, null);
        assertThat(DataCheck.leastLearnt(new Parameters(Map.of("resample", "undersample")), uneven))
                .isEqualTo(2 * 23);
        assertThat(DataCheck.leastLearnt(new Parameters(Map.of("resample", "mixed")), uneven))
                .isEqualTo(2 * 116);
        assertThat(DataCheck.leastLearnt(Parameters.none(), uneven)).isEqualTo(600);
        Study study = Defaults.complete(
                "s",
                new StudyReader(Policies.onClassPath()).yaml(DATA + "fixed: {resample: undersample}\n"),
                java.util.Optional.of(uneven));
        assertThat(study.space().dimensions()).containsEntry("batch_size", OrdinalDimension.of(32));
    }

    @Test
    void first_trials_that_differ_in_what_is_fixed_are_one() {
        Study study = complete(DATA + "fixed: {learning_rate: 0.001, batch_norm: true}\n");
        assertThat(study.enqueue()).hasSize(2);
    }

    @Test
    void an_effective_study_asks_for_exactly_itself() {
        Study study = complete(DATA + "budget: {time: 90s, parallel: 2}\n");
        StudyRequest again =
                new StudyReader(Policies.onClassPath()).json(Json.json().writeValueAsBytes(study));
        assertThat(Defaults.complete("s", again, java.util.Optional.of(PROFILE)))
                .isEqualTo(study);
    }

    @Test
    void an_enqueued_configuration_that_is_no_point_of_the_space_is_refused_by_name() {
        assertThatThrownBy(() -> complete(
                        DATA + "space: {layers: {type: int, min: 1, max: 3}}\nenqueue: [{layers: 2}, {layers: 7}]\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("enqueue[1].layers: expected a whole number from 1 to 3, got 7");
    }

    @Test
    void an_enqueued_configuration_that_violates_a_constraint_is_refused_by_name() {
        assertThatThrownBy(() -> complete(DATA
                        + "space: {layers: {type: int, min: 1, max: 3}}\nfixed: {units: 64}\n"
                        + "constraints: [units * layers <= 128]\nenqueue: [{layers: 2}, {layers: 3}]\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("enqueue[1]: does not hold the constraint units * layers <= 128");
    }

    @Test
    void constraints_on_an_open_space_name_its_parameters_and_leave_out_first_trials() {
        Study study = complete(DATA + "constraints: [units * layers < 500]\n");
        assertThat(study.enqueue())
                .singleElement()
                .satisfies(trial -> assertThat(trial.integer("units")).isEqualTo(128));
        assertThat(Defaults.complete(
                        "s",
                        new StudyReader(Policies.onClassPath()).yaml(asFile(study)),
                        java.util.Optional.of(PROFILE)))
                .isEqualTo(study);
        assertThatThrownBy(() -> complete(DATA + "constraints: [momentum > 0.5]\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith("constraints[0]: at character 1: expected a parameter of space or fixed (")
                .hasMessageEndingWith("), got momentum");
    }

    @Test
    void constraints_that_hold_nowhere_are_refused() {
        assertThatThrownBy(() -> complete(DATA + "constraints: [units > 300]\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("constraints: no point found that holds them in 10000 draws; units > 300 held in 0 of them;"
                        + " loosen it or move the space to where it holds");
    }

    private static Study complete(String yaml) {
        return complete(yaml, PROFILE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    objective: {metric: validation_rmse} | objective.metric: a classification reports no validation_rmse
                    objective: {metric: validation_recall_c} | objective.metric: the data have no class for validation_recall_c
                    objective: [{metric: validation_error}, {metric: validation_recall_c}] | further_objectives.metric: the data have no class
                    """)
    void a_metric_that_these_data_do_not_have_is_refused(String objective, String complaint) {
        assertThatThrownBy(() -> complete("data: {csv: a.csv, target: y}\n" + objective, TWO_CLASSES))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void recalls_of_the_classes_that_there_are_may_be_objectives() {
        Study study = complete("data: {csv: a.csv, target: y}\nobjective: {metric: validation_recall_b}", TWO_CLASSES);
        assertThat(study.objective().direction()).isEqualTo(Objective.Direction.MAXIMIZE);
    }

    private static final DataProfile TWO_CLASSES = new DataProfile(
            "ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20, null);

    private static Study complete(String yaml, DataProfile profile) {
        return Defaults.complete(
                "s", new StudyReader(Policies.onClassPath()).yaml(yaml), java.util.Optional.of(profile));
    }

    /** In study file form: through a tree, so that types are keys and not YAML tags. */
    private static String asFile(Study study) {
        JsonNode tree = Json.yaml().valueToTree(study);
        return Json.yaml().writeValueAsString(tree);
    }
}
