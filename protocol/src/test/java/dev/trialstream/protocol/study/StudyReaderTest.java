package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.message.Rules;
import dev.trialstream.protocol.schema.Schemas;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Condition;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.Scale;
import dev.trialstream.protocol.study.key.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StudyReaderTest {
    /** What is accepted here must fit into every topic that it goes through. */
    @Test
    void a_study_fits_into_a_message_or_is_refused() {
        for (int values = 700; values < 900; values += 10) {
            String study =
                    "trainer: {type: external}\nobjective: {metric: loss}\nspace: {n: {type: categorical, values: ["
                            + IntStream.range(0, values)
                                    .mapToObj(i -> "\"" + i + "x".repeat(990) + "\"")
                                    .collect(Collectors.joining(","))
                            + "]}}\n";
            int bytes;
            try {
                bytes = Json.json().writeValueAsBytes(READER.yaml(study)).length;
            } catch (InvalidStudy refused) {
                assertThat(refused.getMessage()).contains("bytes as a message, expected at most 800000");
                bytes = MessageSizes.STUDY + 1;
            }
            assertThat(bytes <= MessageSizes.STUDY).isEqualTo(values * 996L < MessageSizes.STUDY - 300);
        }
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "1000.0, 1000", "1.5E1, 15", "2147483647e-3, 0", "1e300, 0", "4294967295, 0"})
    void a_whole_number_may_be_written_as_json_schema_allows(String written, int read) {
        String study = DATA + "budget: {trials: " + written + "}\n";
        if (read > 0) {
            assertThat(READER.yaml(study).budget().get(Budget.TRIALS)).isEqualTo(read);
        } else {
            assertThatThrownBy(() -> READER.yaml(study))
                    .isInstanceOf(InvalidStudy.class)
                    .hasMessageStartingWith("budget.trials: expected a whole number from 1 to 1000000, got ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget: {trials: 010}",
                "budget: {epochs: 3, trials: 010}",
                "budget:\n  trials: 010  # ten",
                "enqueue:\n  - units: 010\n",
                "enqueue: [{units: 010}]",
                "space: {units: {type: ordinal, values: [010, 20]}}",
                "space: {units: {type: ordinal, values: [8, 0020]}}",
                "fixed: {units: -010}"
            })
    void a_leading_zero_is_neither_8_nor_10(String study) {
        assertThatThrownBy(() -> READER.yaml(DATA + study))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageContaining("line ")
                .hasMessageContaining("write it without the leading zero");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed: {units: 10, dropout: 0.5}",
                "study: run-007",
                "trainer: {type: external}\nobjective: {metric: loss}\nspace: {n: {type: categorical, values: ['010', '011']}}",
                "data: {csv: 010.csv, target: y}",
                "trainer: {type: external}\nobjective: {metric: loss}\nspace: {n: {type: categorical, values: [a010, 010b]}}",
                "fixed: {dropout: 0}",
                "budget: {time: 05m}"
            })
    void other_zeros_are_what_they_are(String study) {
        String whole = study.startsWith("data:") || study.startsWith("trainer:") ? study : DATA + study;
        assertThatCode(() -> READER.yaml(whole)).doesNotThrowAnyException();
    }

    private static final StudyReader READER = new StudyReader(PolicyReader.LENIENT);
    private static final String DATA = "data: {csv: digits.csv, target: digit}\n";

    /** Checks that only the reader makes: relations between fields, known knobs, features not supported yet. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "space: {units: {type: int, min: 9, max: 3}}",
            "space: {units: {type: int, min: 0, max: 3, scale: log}}",
            "space: {units: {type: int, min: 1, max: 3, step: 9}}",
            "space: {dropout: {type: float, min: 0, max: 2}}",
            "space: {dropout: {type: float, min: 0.5, max: 0.5}}",
            "space: {learning_rate: {type: float, min: 0, max: 1, scale: log}}",
            "space: {learning_rat: {type: float, min: 1e-4, max: 1}}",
            "space: {activation: {type: categorical, values: [relu, wobble]}}",
            "space: {momentum: {type: float, min: 0, max: 0.9, when: {optimiser: [sgd]}}}",
            "space: {units: {type: int, min: 1, max: 4, when: {layers: [9]}}, layers: {type: int, min: 1, max: 3}}",
            "data: {csv: a.csv, target: y, split: {time: t, repeats: apart}}",
            "data: {images: pics, missing: [x]}",
            "data: {images: pics, columns: {a: numeric}}",
            "fixed: {batch_size: 0}",
            "fixed: {wobble: 1}",
            "judging: {holdout: 100%}",
            "constraints: [\"1 < 2\", \"units <= \"]",
            "data: {csv: a.csv, target: y, split: {train: 0.9}}");

    @Test
    void what_is_better_the_higher_it_is_is_maximised_unless_the_study_says_otherwise() {
        assertThat(direction("{metric: validation_macro_f1}")).isEqualTo(Objective.Direction.MAXIMIZE);
        assertThat(direction("{metric: validation_recall_cat}")).isEqualTo(Objective.Direction.MAXIMIZE);
        assertThat(direction("{metric: validation_r2, direction: minimize}")).isEqualTo(Objective.Direction.MINIMIZE);
        assertThat(direction("{metric: validation_balanced_error}")).isEqualTo(Objective.Direction.MINIMIZE);
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy, MAXIMIZE",
        "val_acc, MAXIMIZE",
        "auc, MAXIMIZE",
        "test_ROC_AUC, MAXIMIZE",
        "f1, MAXIMIZE",
        "eval_f1_macro, MAXIMIZE",
        "episode_reward, MAXIMIZE",
        "reward, MAXIMIZE",
        "Valid.Accuracy, MAXIMIZE",
        "top5_accuracy, MAXIMIZE",
        "mean_reward, MAXIMIZE",
        "dev_bleu, MAXIMIZE",
        "val_loss, MINIMIZE",
        "loss, MINIMIZE",
        "eval_wer, MINIMIZE",
        "perplexity, MINIMIZE",
        "val_perplexity, MINIMIZE",
        "validation_recall_type_error, MAXIMIZE",
        "recall_at_5, MAXIMIZE",
        "f1_weighted, MAXIMIZE",
        "cv_rmse, MINIMIZE",
        "my_own_loss, MINIMIZE",
        "error_rate, MINIMIZE",
        "mean_absolute_error, MINIMIZE"
    })
    void a_metric_with_a_usual_name_needs_no_direction(String metric, Objective.Direction expected) {
        assertThat(direction("{metric: " + metric + "}", EXTERNAL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neg_mean_squared_error",
                "val_neg_log_loss",
                "negative_mse",
                "f1_loss",
                "recall_loss",
                "precision_error",
                "map_time",
                "hits_taken",
                "recall_std",
                "precision_se",
                "energy",
                "time",
                "height",
                "score",
                "m",
                "metric_1",
                "learning_rate",
                "val_quality",
                "lossless",
                "accurate"
            })
    void a_metric_whose_name_does_not_say_which_way_is_better_needs_one(String metric) {
        assertThatThrownBy(() -> direction("{metric: " + metric + "}", EXTERNAL))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("objective.direction: expected minimize or maximize, because the name " + metric
                        + " does not say which way it is better");
        assertThat(direction("{metric: " + metric + ", direction: maximize}", EXTERNAL))
                .isEqualTo(Objective.Direction.MAXIMIZE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    balanced_error        | validation_balanced_error
                    validation_balanced_eror | validation_balanced_error
                    log_loss              | validation_log_loss
                    val_loss              | validation_loss
                    size                  | one of validation_loss, training_loss
                    f1                    | validation_macro_f1
                    rmse                  | validation_rmse
                    test_error            | validation_error
                    """)
    void a_metric_that_the_network_trainer_does_not_report_is_refused_with_the_nearest_name(
            String metric, String nearest) {
        assertThatThrownBy(() -> direction("{metric: " + metric + "}"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(
                        "objective.metric: the network trainer reports no " + metric + ", expected " + nearest);
    }

    private static final String EXTERNAL = "trainer: {type: external}\nspace: {x: {type: boolean}}\n";

    private static Objective.Direction direction(String objective) {
        return direction(objective, "data: {csv: a.csv, target: y}\n");
    }

    private static Objective.Direction direction(String objective, String study) {
        return READER.yaml(study + "objective: " + objective).objective().direction();
    }

    @Test
    void reads_a_whole_study() {
        StudyRequest study = read("""
                study: digits-mlp
                data:
                  csv: digits.csv
                  target: digit
                  task: classification
                  split: {train: 0.5, validation: 0.25, test: 0.25, seed: 7}
                trainer: {type: dl4j, model: mlp}
                objective: {metric: validation_loss, direction: minimize, at: best}
                space:
                  learning_rate: {type: float, min: 1e-5, max: 1, scale: log}
                  units:         {type: int, min: 16, max: 256, scale: log}
                  batch_size:    {type: ordinal, values: [16, 32]}
                  optimizer:     {type: categorical, values: [sgd, momentum, adam]}
                  momentum:      {type: float, min: 0.5, max: 0.99, when: {optimizer: [momentum]}}
                  batch_norm:    {type: boolean}
                fixed: {activation: relu}
                search: {algorithm: random, seed: 3}
                stopping: {rule: asha, min: 2, reduction: 4}
                budget: {trials: 12, epochs: 9, time: 10m, parallel: 2}
                enqueue: [{learning_rate: 0.01, units: 64, batch_size: 32, optimizer: adam, batch_norm: false}]
                """);

        assertThat(study.study()).isEqualTo("digits-mlp");
        assertThat(study.data())
                .isEqualTo(new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, new Split(0.5, 0.25, 0.25, 7)));
        assertThat(study.objective())
                .isEqualTo(new Objective("validation_loss", Objective.Direction.MINIMIZE, Objective.At.BEST));
        assertThat(study.space().dimensions())
                .containsEntry("learning_rate", new FloatDimension(1e-5, 1, Scale.LOG, null))
                .containsEntry("units", new IntDimension(16, 256, 1, Scale.LOG, null))
                .containsEntry("optimizer", CategoricalDimension.of("sgd", "momentum", "adam"))
                .containsEntry(
                        "momentum",
                        new FloatDimension(0.5, 0.99, Scale.LINEAR, Condition.when("optimizer", "momentum")));
        assertThat(study.fixed()).isEqualTo(new Parameters(Map.of("activation", "relu")));
        assertThat(study.search()).isEqualTo(new SearchSpec("random", 3));
        assertThat(study.stopping()).isEqualTo(Rules.of("{rule: asha, min: 2, reduction: 4}"));
        assertThat(study.budget())
                .isEqualTo(Settings.none()
                        .with(Budget.TRIALS, 12)
                        .with(Budget.EPOCHS, 9)
                        .with(Budget.TIME, Duration.ofMinutes(10))
                        .with(Budget.PARALLEL, 2));
        assertThat(study.enqueue().get(0).number("learning_rate")).isEqualTo(0.01);
    }

    @Test
    void a_study_says_where_its_trials_are_trained() {
        assertThat(read(DATA + "isolation: process\n").isolation()).isEqualTo(Isolation.PROCESS);
        assertThat(read(DATA + "isolation: thread\n").isolation()).isEqualTo(Isolation.THREAD);
        assertThat(read(DATA).isolation()).isNull();
    }

    @Test
    void leaves_open_what_is_not_said() {
        StudyRequest study = read(DATA);
        assertThat(study.study()).isNull();
        assertThat(study.space()).isNull();
        assertThat(study.objective()).isNull();
        assertThat(study.data().task()).isNull();
        assertThat(study.budget()).isEqualTo(Settings.none());
        assertThat(study.search()).isEqualTo(new SearchSpec("auto", 1));
        assertThat(study.data().split()).isEqualTo(Split.standard(1));
    }

    @Test
    void reads_back_as_json_what_is_published() {
        StudyRequest study =
                read(DATA + "study: a\nbudget: {time: 90s}\nspace: {units: {type: int, min: 1, max: 4}}\n");
        byte[] published = Json.json().writeValueAsBytes(study);
        assertThat(READER.json(published)).isEqualTo(study);
    }

    /** What is written after the data, and how the complaint begins. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    studdy: a                                         | studdy: unknown key
                    study: Has Capitals                               | study: expected the id of a study: lower-case letters
                    study: ../up                                      | study: expected the id of a study: lower-case letters
                    budget: {trials: 0}                               | budget.trials: expected a whole number from 1 to 1000000, got 0
                    budget: {trials: many}                            | budget.trials: expected a whole number from 1 to 1000000, got text
                    budget: {trials: 1.5}                             | budget.trials: expected a whole number
                    budget: {epochs: -3}                              | budget.epochs: expected a whole number from 1 to 100000, got -3
                    budget: {time: soon}                              | budget.time: expected a duration above zero
                    budget: {time: 0s}                                | budget.time: expected a duration above zero
                    budget: {parallel: 0}                             | budget.parallel: expected a whole number from 1 to 1000000
                    budget: 12                                        | budget: expected keys with values, got 12
                    space: {}                                         | space: expected at least one dimension
                    space: {units: 3}                                 | space.units: expected keys with values, got 3
                    space: {units: {type: int, min: 9, max: 3}}       | space.units.max: expected a whole number above min (9), got 3
                    space: {units: {type: int, min: 0, max: 3, scale: log}} | space.units.min: expected more than half a step
                    space: {units: {type: int, min: 1, max: 3, step: 9}}    | space.units.step: expected at most max - min (2), got 9
                    space: {units: {type: int, min: 1.5, max: 3}}     | space.units.min: expected a whole number from -9223372036854775808 to 9223372036854775807, got 1.5
                    space: {dropout: {type: float, min: 0, max: 2}}   | space.dropout: expected a number from 0.0 to 0.95, got 2.0
                    space: {dropout: {type: float, min: 0.5, max: 0.5}} | space.dropout.max: expected a number above min
                    space: {dropout: {type: float, min: .nan, max: 1}} | space.dropout.min: expected a number
                    space: {learning_rate: {type: float, min: 0, max: 1, scale: log}} | space.learning_rate.min: expected a number above 0 on a log scale
                    space: {learning_rate: {type: float, min: 1e-4}}  | space.learning_rate.max: expected a number of at least -1e15 and at most 1e15, but it is missing
                    space: {learning_rate: {type: real, min: 0, max: 1}} | space.learning_rate.type: expected one of float, int
                    space: {learning_rate: {type: float, min: 1e-4, max: 1, scale: cubic}} | space.learning_rate.scale: expected one of linear, log
                    space: {learning_rate: {type: float, min: 1e-4, max: 1, mx: 1}} | space.learning_rate.mx: unknown key
                    space: {learning_rat: {type: float, min: 1e-4, max: 1}} | space.learning_rat: the trainer has no such parameter
                    space: {activation: {type: categorical, values: []}} | space.activation.values: expected a list of values
                    space: {activation: {type: categorical, values: [relu, relu]}} | space.activation.values: expected different values
                    space: {activation: {type: categorical, values: [relu, wobble]}} | space.activation: expected one of relu, leaky_relu
                    space: {momentum: {type: float, min: 0, max: 0.9, when: {optimiser: [sgd]}}} | space.momentum.when.optimiser: expected a parameter of space or fixed
                    space: {units: {type: int, min: 1, max: 4, when: {layers: [9]}}, layers: {type: int, min: 1, max: 3}} | space.units.when.layers: expected a whole number from 1 to 3, got 9
                    fixed: {batch_size: 0}                            | fixed.batch_size: expected a whole number from 1 to 65536, got 0
                    fixed: {wobble: 1}                                | fixed.wobble: the trainer has no such parameter
                    judging: {shadows: []}                            | judging.shadows: expected a list of stopping rules, got []
                    judging: {holdout: 100%}                          | judging.holdout: expected a share of the trials such as 5% or 0.05, at least 0 and below 1, got text "100%"
                    judging: {holdout: some}                          | judging.holdout: expected a share of the trials such as 5% or 0.05, at least 0 and below 1, got text "some"
                    budget: {total_epochs: 0}                         | budget.total_epochs: expected a whole number from 1 to 1000000000, got 0
                    budget: {cost: {limit: 5}}                        | budget.cost.per_hour: expected a number above 0 and at most 1e15, but it is missing
                    budget: {worth: 0}                                | budget.worth: expected a number above 0 and at most 1e15, got 0
                    objective: [{metric: validation_loss}, {way: b}]  | objective[1].metric: expected the name of a metric: letters from a to z, digits, dots and underscores, 100 at most, not a digit first, but it is missing
                    objective: {metric: validation_loss, direction: sideways} | objective.direction: expected one of minimize, maximize
                    trainer: {type: command}                          | trainer.name: expected the name of a command of the workers
                    trainer: {type: command, name: Rm -rf}            | trainer.name: expected the name of a command of the workers: lower-case letters, digits and hyphens
                    trainer: {type: command, name: x, run: [sh]}      | trainer.run: unknown key
                    trainer: {type: command, name: x}                 | space: expected the dimensions to search, because the trainer is command
                    trainer: {type: network, engine: Torch}           | trainer.engine: expected the name of an engine of the workers, or auto: lower-case letters, digits and hyphens, 63 at most, got text "Torch"
                    trainer: {type: network, model: gan}              | trainer.model: expected one of mlp, cnn, rnn, got gan
                    trainer: {type: dl4j, engine: dl4j}               | trainer.engine: unknown key
                    trainer: {type: own, name: network}               | trainer.name: expected what your trainer calls itself, got network
                    trainer: {type: own}                              | trainer.name: expected what your trainer calls itself
                    trainer: {type: own, name: dl4j}                  | trainer.name: expected what your trainer calls itself, got dl4j
                    trainer: {type: replay}                           | trainer.curves: expected the path of a CSV file of recorded curves
                    trainer: {type: replay, curves: c.csv, speed: -1} | trainer.speed: expected how many times as fast as recorded
                    trainer: {type: replay, curves: c.csv, speed: fast} | trainer.speed: expected how many times as fast as recorded
                    trainer: {type: mystery}                          | trainer.type: expected one of network, dl4j, command, replay, own, external
                    constraints: units <= 3                           | constraints: expected a list of texts such as
                    constraints: [3]                                  | constraints[0]: expected a text such as "units <= 64", got 3
                    constraints: ["1 < 2", "units <= "]               | constraints[1]: at character 10: expected a value, got the end
                    isolation: container                              | isolation: expected one of thread, process, got container
                    isolation: [process]                              | isolation: expected one of thread, process, got
                    playbook: true                                    | playbook: not supported yet
                    promotion: {}                                     | promotion.confirm: expected auto, none or a number of fresh seeds
                    promotion: {confirm: maybe}                       | promotion.confirm: expected auto, none or a number of fresh seeds
                    promotion: {confirm: -1}                          | promotion.confirm: expected auto, none or a number of fresh seeds
                    promotion: {seeds: 3}                             | promotion.confirm: expected auto, none or a number of fresh seeds
                    enqueue: {units: 3}                               | enqueue: expected a list of configurations
                    enqueue: [{units: [3]}]                           | enqueue[0].units: expected a number, a text, true or false
                    """)
    void refuses_what_cannot_be(String lines, String complaint) {
        assertThatThrownBy(() -> read(DATA + lines))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint);
        assertThat(schemaAccepts(DATA + lines)).isEqualTo(BEYOND_A_SCHEMA.contains(lines));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data: {csv: a.csv}                                         | data.target: expected the name of a column, but it is missing
                    data: {csv: a.csv, target: y, images: b}                   | data: expected one of csv, images, idx, sequences, got 2 of them
                    data: {csv: a.csv, target: y, task: guess}                 | data.task: expected one of classification, regression, got guess
                    data: {csv: a.csv, target: y, split: {train: 0.9}}         | data.split: expected three shares above 0 that add up to 1
                    data: {csv: a.csv, target: y, split: {folds: 1}}           | data.split.folds: expected a whole number from 2 to 20, got 1
                    'data: {csv: a.csv, target: y, split: {time: t, repeats: apart}}' | data.split.repeats: changes nothing where time or rows say
                    'data: {csv: a.csv, target: y, columns: {age: old}}'       | data.columns.age: expected one of numeric, decimal_comma
                    'data: {csv: a.csv, target: y, columns: [age]}'            | data.columns: expected names with one of numeric
                    'data: {csv: a.csv, target: y, missing: unknown}'          | data.missing: expected a list of texts such as [unknown, n/k]
                    'data: {images: pics, missing: [x]}'                       | data.missing: images have no missing values
                    'data: {images: pics, columns: {a: numeric}}'              | data.columns: is for a CSV file alone
                    budget: {trials: 3}                                        | data: expected {csv: FILE, target: COLUMN}, but it is missing
                    'just words'                                               | study: expected keys with values
                    '[1, 2]'                                                   | study: expected keys with values
                    'a: [1'                                                    | study: not YAML
                    """)
    void refuses_what_is_no_study(String text, String complaint) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidStudy.class).hasMessageStartingWith(complaint);
        assertThat(!text.startsWith("a: [1") && schemaAccepts(text)).isEqualTo(BEYOND_A_SCHEMA.contains(text));
    }

    @Test
    void an_engine_is_chosen_by_name_or_left_open() {
        TrainerSpec chosen = read(DATA + "trainer: {type: network, model: cnn, engine: fake}")
                .trainer();
        assertThat(chosen).isEqualTo(TrainerSpec.network("cnn", "fake"));
        assertThat(chosen.namedEngine()).contains("fake");
        for (String open : List.of("", ", engine: auto")) {
            TrainerSpec any =
                    read(DATA + "trainer: {type: network" + open + "}").trainer();
            assertThat(any).isEqualTo(TrainerSpec.network("mlp"));
            assertThat(any.namedEngine()).isEmpty();
        }
    }

    @Test
    void a_study_older_than_the_choice_of_an_engine_is_trained_by_dl4j_and_stays_as_it_was_written() {
        for (String text : List.of(DATA, DATA + "trainer: {type: dl4j}", DATA + "trainer: {type: dl4j, model: mlp}")) {
            TrainerSpec trainer = read(text).trainer();
            assertThat(trainer).isEqualTo(TrainerSpec.MLP);
            assertThat(trainer.type()).isEqualTo("dl4j");
            assertThat(trainer.trainer()).isEqualTo(TrainerSpec.network("mlp").trainer());
            assertThat(trainer.namedEngine()).contains("dl4j");
        }
    }

    @Test
    void reads_other_trainers_and_what_they_are_handed() {
        String rest = "space: {wings: {type: boolean}}\nobjective: {metric: height, direction: maximize}\n";
        StudyRequest command = read("trainer: {type: command, name: fly}\ndata: {csv: sky}\n" + rest);
        assertThat(command.trainer()).isEqualTo(TrainerSpec.command("fly"));
        assertThat(command.data()).isEqualTo(new DataSpec("sky", null, null, Split.standard(1)));
        assertThat(read("trainer: {type: own, name: kite}\n" + rest).trainer()).isEqualTo(TrainerSpec.own("kite"));
        assertThat(read("trainer: {type: replay, curves: c.csv, speed: 1e2}\n" + rest)
                        .trainer())
                .isEqualTo(TrainerSpec.replay("c.csv", 100));
        for (String atOnce : List.of("", ", speed: max", ", speed: 0")) {
            assertThat(read("trainer: {type: replay, curves: c.csv" + atOnce + "}\n" + rest)
                            .trainer())
                    .isEqualTo(TrainerSpec.replay("c.csv", 0));
        }
        assertThatThrownBy(() -> read("trainer: {type: replay, curves: c.csv}\ndata: {csv: sky}\n" + rest))
                .hasMessageStartingWith("data: expected none, because the trainer is replay");
    }

    @Test
    void reads_constraints_and_writes_them_as_they_were_read() {
        StudyRequest study = read(DATA + """
                space:
                  layers: {type: int, min: 1, max: 4}
                  optimizer: {type: categorical, values: [sgd, momentum]}
                  momentum: {type: float, min: 0.1, max: 0.9, when: {optimizer: [momentum]}}
                fixed: {units: 64}
                constraints:
                  - units * layers <= 128
                  - optimizer != "sgd" or layers < 2
                  - 'momentum > 0.5'
                """);
        assertThat(study.constraints())
                .containsExactly(
                        Constraint.of("units * layers <= 128"),
                        Constraint.of("optimizer != \"sgd\" or layers < 2"),
                        Constraint.of("momentum > 0.5"));
        assertThat(read(asFile(study))).isEqualTo(study);
        assertThat(Json.json().readValue(Json.json().writeValueAsBytes(study), StudyRequest.class))
                .isEqualTo(study);
    }

    @Test
    void a_study_without_constraints_says_nothing_of_them() {
        StudyRequest study = read(DATA);
        assertThat(study.constraints()).isEmpty();
        assertThat(Json.json().writeValueAsString(study)).doesNotContain("constraints");
    }

    @Test
    void refuses_constraints_that_do_not_fit_the_space() {
        String study = DATA + "space: {layers: {type: int, min: 1, max: 4}}\nfixed: {units: 4}\nconstraints: ";
        assertThatThrownBy(() -> read(study + "[layers > 1, unit < 3]"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("constraints[1]: at character 1: expected a parameter of space or fixed (layers, units),"
                        + " got unit");
        assertThatThrownBy(() -> read(study + "[units < 3]"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("constraints[0]: does not hold, and nothing in it is searched: units < 3");
        assertThatThrownBy(() -> read(study + Collections.nCopies(51, "layers < 3")))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("constraints: expected at most 50, got 51");
    }

    @Test
    void refuses_json_that_is_none_or_too_deep_to_be_a_study() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        for (String text : List.of("", "{", "null", deep)) {
            assertThatThrownBy(() -> READER.json(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidStudy.class)
                    .hasMessageStartingWith("study: ");
        }
    }

    @Test
    void complaints_are_one_line() {
        assertThatThrownBy(() -> read("a: b: c\n  - d\n"))
                .isInstanceOf(InvalidStudy.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    /** Everything that is read here is also valid against the schema. */
    private static StudyRequest read(String text) {
        StudyRequest request = READER.yaml(text);
        assertThat(Schemas.objections("study-file.json", Json.yaml().readTree(text)))
                .isEmpty();
        return request;
    }

    private static boolean schemaAccepts(String text) {
        return Schemas.objections("study-file.json", Json.yaml().readTree(text)).isEmpty();
    }

    /** In study file form: through a tree, so that types are keys and not YAML tags. */
    private static String asFile(StudyRequest study) {
        JsonNode tree = Json.yaml().valueToTree(study);
        return Json.yaml().writeValueAsString(tree);
    }

    @Test
    void in_a_study_file_1e_5_is_a_number_and_what_is_quoted_is_text() {
        StudyRequest study = READER.yaml("""
                trainer: {type: external}
                objective: {metric: loss}
                fixed: {a: 1e-5, b: "1e-5", c: "01"}
                space:
                  d: {type: categorical, values: [1e-3, "1e-3", "01", "1"]}
                """);
        assertThat(study.fixed().values()).isEqualTo(Map.of("a", 1e-5, "b", "1e-5", "c", "01"));
        assertThat(study.space().dimensions().get("d")).isEqualTo(CategoricalDimension.of(1e-3, "1e-3", "01", "1"));
    }

    @Test
    void a_message_has_numbers_as_numbers_and_no_infinite_ones() {
        for (String number : List.of("\"1e-5\"", "\"1e999\"", "1e999")) {
            assertThatThrownBy(() -> READER.json(("{\"trainer\": {\"type\": \"external\"},"
                                    + " \"objective\": {\"metric\": \"m\"}, \"space\": {\"x\": {\"type\":"
                                    + " \"float\", \"min\": 0, \"max\": " + number + "}}}")
                            .getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidStudy.class)
                    .hasMessageStartingWith("space.x.max: expected a number of at least -1e15 and at most 1e15, got ");
        }
    }
}
