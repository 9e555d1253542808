package dev.trialstream.cli.exchange.optuna;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trialstream.cli.OptunaFiles;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.Scale;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One study, worked out by hand, in every storage of Optuna. */
class OptunaHistoryTest {
    private static final String SHA = "0123456789abcdef0123";

    @TempDir
    Path folder;

    private OptunaHistory sqlite() throws Exception {
        Path file = OptunaFiles.sqlite(folder.resolve("optuna.db"), OptunaFiles.SCHEMA, OptunaFiles.DIGITS);
        return OptunaHistory.read(file, null, null, SHA, ZoneOffset.UTC);
    }

    private OptunaHistory journal(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("optuna.log"), lines);
        return OptunaHistory.read(file, null, null, SHA, ZoneOffset.UTC);
    }

    private static StudyLog log(OptunaHistory history) {
        StudyLog log = new StudyLog(history.study());
        assertThat(history.events()).allMatch(log::apply, "is news");
        return log;
    }

    private static TrialLog trial(OptunaHistory history, int number) {
        return log(history).trial(number).orElseThrow();
    }

    @Test
    void the_sqlite_file_and_the_journal_of_a_study_are_the_same_history() throws Exception {
        assertThat(journal(OptunaFiles.JOURNAL)).isEqualTo(sqlite());
    }

    @Test
    void the_study_gets_an_id_that_can_be_one_a_space_and_a_budget() throws Exception {
        OptunaHistory history = sqlite();
        Study spec = log(history).spec().orElseThrow();

        assertThat(history.study()).isEqualTo("digits-on-mlp");
        assertThat(spec.trainer().type()).isEqualTo("external");
        assertThat(spec.objective()).isEqualTo(new Objective("value", Objective.Direction.MINIMIZE, Objective.At.LAST));
        assertThat(spec.space().dimensions())
                .containsExactly(
                        Map.entry("learning_rate", FloatDimension.log(0.0001, 0.1)),
                        Map.entry("units", new IntDimension(32, 256, 32, Scale.LINEAR, null)),
                        Map.entry("optimizer", CategoricalDimension.of("adam", "sgd")),
                        Map.entry("momentum", FloatDimension.linear(0.8, 0.98)));
        assertThat(spec.budget()).isEqualTo(new Budget(5, 3, null, 5));
        assertThat(log(history).submitted().orElseThrow().request().space()).isEqualTo(spec.space());
    }

    @Test
    void every_trial_has_its_parameters_and_those_of_a_condition_only_where_they_were_drawn() throws Exception {
        OptunaHistory history = sqlite();
        assertThat(trial(history, 1).parameters().values())
                .isEqualTo(Map.of("learning_rate", 0.01, "units", 64, "optimizer", "sgd", "momentum", 0.9));
        assertThat(trial(history, 2).parameters().values())
                .isEqualTo(Map.of("learning_rate", 0.1, "units", 256, "optimizer", "adam"));
        assertThat(trial(history, 4).parameters().values()).isEmpty();
    }

    @Test
    void a_completed_trial_ends_with_its_value_and_steps_count_from_one() throws Exception {
        OptunaHistory history = sqlite();
        TrialLog other = trial(history, 1);
        assertThat(other.state()).isEqualTo(JobLog.State.COMPLETED);
        assertThat(other.curve().epochs())
                .extracting(point -> point.epoch() + "=" + point.metrics())
                .as("the value was not what it reported last")
                .containsExactly("1={value=0.5}", "2={value=0.25}", "3={value=0.125}");
        TrialLog same = trial(history, 3);
        assertThat(same.curve().epochs()).hasSize(2);
        assertThat(same.curve().at(2).orElseThrow().metrics())
                .as("with the user attribute that is a number")
                .isEqualTo(Map.of("value", 0.0625, "accuracy", 0.9375));
    }

    @Test
    void a_pruned_trial_is_stopped_by_a_decision_of_optunas() throws Exception {
        OptunaHistory history = sqlite();
        TrialLog pruned = trial(history, 2);
        assertThat(pruned.state()).isEqualTo(JobLog.State.STOPPED);
        assertThat(pruned.curve().epochs())
                .extracting(point -> point.epoch() + "=" + point.metrics())
                .as("NaN is no metric, and its epoch stays")
                .containsExactly("1={}", "2={value=0.5}");

        Decision.Stop decision = (Decision.Stop) history.decisions().get(0);
        assertThat(decision.id()).isEqualTo("digits-on-mlp.2/1/optuna/epoch/2/stop");
        assertThat(decision.rule()).isEqualTo("optuna");
        assertThat(decision.reason()).isEqualTo("pruned by Optuna after epoch 2");
        assertThat(decision.numbers()).isEqualTo(Map.of("value", 0.5));
        assertThat(decision.epoch()).isEqualTo(2);
        assertThat(history.events())
                .extracting(HistoryEvent::fact)
                .contains(new Fact.Stopped("digits-on-mlp.2", 1, "optuna", 2, decision));
    }

    @Test
    void failed_and_running_trials_have_failed_and_waiting_ones_are_left_out() throws Exception {
        OptunaHistory history = sqlite();
        assertThat(trial(history, 4).failure()).isEqualTo("failed in Optuna");
        assertThat(trial(history, 5).failure()).isEqualTo("was still running in Optuna when its file was brought in");
        assertThat(log(history).trials()).extracting(TrialLog::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(history.notes())
                .containsExactly(
                        "left out 1 trial that was still waiting in Optuna",
                        "brought in as failed 1 trial that was still running in Optuna",
                        "parameter learning rate is called learning_rate here",
                        "left out 1 reported values that are not finite",
                        "left out user attributes that are no metric: dataset, notes");
    }

    @Test
    void events_have_the_times_of_the_trials_and_epochs_lie_evenly_between() throws Exception {
        List<HistoryEvent> events = sqlite().events();
        assertThat(events).extracting(HistoryEvent::time).isSorted();
        assertThat(events)
                .filteredOn(event -> event.id().startsWith("digits-on-mlp.1/"))
                .extracting(event -> event.id().replace("digits-on-mlp.1/", "") + " " + event.time())
                .containsExactly(
                        "requested 2024-03-01T10:00:00Z",
                        "1/dispatched 2024-03-01T10:00:00Z",
                        "1/optuna/epoch/1 2024-03-01T10:00:10Z",
                        "1/optuna/epoch/2 2024-03-01T10:00:20Z",
                        "1/optuna/epoch/3 2024-03-01T10:00:30Z",
                        "1/optuna/completed 2024-03-01T10:00:30Z");
        assertThat(events.get(0).id()).isEqualTo("digits-on-mlp/submitted/optuna-0123456789abcdef");
        assertThat(events).extracting(HistoryEvent::id).doesNotHaveDuplicates();
        assertThat(events).extracting(HistoryEvent::source).containsOnly("optuna");
        assertThat(events.get(events.size() - 1).time()).isEqualTo("2024-03-01T10:01:10Z");
    }

    @Test
    void times_are_those_of_the_zone_that_optuna_ran_in() throws Exception {
        Path file = OptunaFiles.sqlite(folder.resolve("optuna.db"), OptunaFiles.SCHEMA, OptunaFiles.DIGITS);
        OptunaHistory history = OptunaHistory.read(file, null, null, SHA, ZoneId.of("Europe/Berlin"));
        assertThat(history.events().get(0).time()).isEqualTo("2024-03-01T09:00:00Z");
    }

    @Test
    void the_best_trial_of_optuna_is_promoted() throws Exception {
        OptunaHistory history = sqlite();
        StudyLog log = log(history);
        assertThat(log.state()).isEqualTo(StudyState.COMPLETED);
        assertThat(log.ended().orElseThrow().reason()).isEqualTo("brought in from the Optuna study Digits on MLP");
        assertThat(log.leader().orElseThrow().number()).isEqualTo(3);
        assertThat(history.decisions().get(1).reason())
                .isEqualTo("best trial of the Optuna study Digits on MLP, its number 2");

        Best best = history.best().orElseThrow();
        assertThat(best.trial()).isEqualTo("digits-on-mlp.3");
        assertThat(best.status()).isEqualTo(Best.Status.PROMOTED);
        assertThat(best.value()).isEqualTo(0.0625);
        assertThat(best.epoch()).isEqualTo(2);
        assertThat(best.metrics()).isEqualTo(Map.of("value", 0.0625, "accuracy", 0.9375));
        assertThat(best.parameters().values())
                .isEqualTo(Map.of("learning_rate", 0.001, "units", 128, "optimizer", "adam"));
        assertThat(best.cause()).isEqualTo("digits-on-mlp/searched");
    }

    @Test
    void what_is_written_is_what_the_schemas_say() throws Exception {
        OptunaHistory history = sqlite();
        assertThat(history.events()).allSatisfy(event -> valid("event.json", Messages.write(event)));
        assertThat(history.decisions()).allSatisfy(decision -> valid("decision.json", Messages.write(decision)));
        valid("best.json", Messages.write(history.best().orElseThrow()));
    }

    private static void valid(String schema, byte[] message) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("classpath:schemas/" + schema))
                        .validate(Json.json().readTree(message)))
                .isEmpty();
    }

    @Test
    void a_last_line_that_was_half_written_had_not_happened() throws Exception {
        OptunaHistory whole = journal(OptunaFiles.JOURNAL);
        assertThat(journal(OptunaFiles.JOURNAL + "{\"op_code\":4,\"worker_id\":\"w-1\",\"st"))
                .isEqualTo(whole);
        assertThat(journal(OptunaFiles.JOURNAL + "{\"op_code\":1,\"worker_id\":\"w-1\",\"study_id\":0}"))
                .as("whole but for its end")
                .isEqualTo(whole);
    }
}
