package dev.trialstream.cli.exchange.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.cli.MlflowStandIn;
import dev.trialstream.cli.UserError;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The content of a tracking server after exports, including interrupted ones. */
class MlflowExportTest {
    private static final StudyRequest REQUEST = new StudyReader(Policies.onClassPath()).yaml("""
            study: run-1
            trainer: {type: external}
            objective: {metric: error, direction: minimize, at: last}
            space: {x: {type: float, min: 0, max: 1}}
            """);

    private MlflowStandIn mlflow;
    private final List<HistoryEvent> events = new ArrayList<>();
    private int seconds;

    @BeforeEach
    void begin() throws Exception {
        mlflow = new MlflowStandIn();
        say(new Fact.Submitted(REQUEST, "s1"));
        Study study = Study.of(Study.builder(
                        "run-1",
                        REQUEST.trainer(),
                        REQUEST.objective(),
                        REQUEST.search(),
                        StoppingSpec.NONE,
                        new Budget(3, 5000, null, 1))
                .space(REQUEST.space())
                .build());
        say(new Fact.Accepted(study, Policies.VERSION));
    }

    @AfterEach
    void end() {
        mlflow.close();
    }

    /** A second later than what was said before, from 1970-01-01T00:00:01Z. */
    private void say(Fact fact) {
        events.add(HistoryEvent.of("run-1", Instant.ofEpochSecond(++seconds), "test", null, fact));
    }

    private void begin(int trial, Map<String, Object> parameters) {
        say(new Fact.Requested("run-1." + trial, trial, Role.SEARCH, new Parameters(parameters), 1, "random"));
        say(new Fact.Dispatched("run-1." + trial, 1, "external", "me"));
    }

    private void epoch(int trial, int epoch, Map<String, Double> metrics) {
        say(new Fact.Epoch("run-1." + trial, 1, "me", epoch, metrics, 0, 0, null));
    }

    /** Trial 1 completes, 2 is stopped, 3 fails; the study ends. */
    private void threeTrials() {
        begin(1, Map.of("x", 0.25));
        epoch(1, 1, Map.of("error", 0.5));
        epoch(1, 2, Map.of("error", 0.25));
        say(new Fact.Completed("run-1.1", 1, "me", 2));
        begin(2, Map.of("x", 0.75));
        epoch(2, 1, Map.of("error", 0.75));
        Decision.Stop stop = new Decision.Stop(
                "d", "run-1", "run-1.2", 1, 1, new Grounds("asha", Map.of(), "weak", "c", Instant.EPOCH));
        say(new Fact.Stopped("run-1.2", 1, "me", 1, stop));
        begin(3, Map.of("x", 0.5));
        say(new Fact.Failed("run-1.3", 1, "me", "out of memory"));
        say(new Fact.Ended(StudyState.COMPLETED, ""));
    }

    private MlflowExport.Exported export() {
        return MlflowExport.write(mlflow.uri() + "/", "my tests", "run-1", events, Map.of());
    }

    private Map<String, List<Object>> all() {
        return mlflow.runs().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> List.of(
                                it.getValue().info().toString(),
                                it.getValue().tags(),
                                it.getValue().params(),
                                it.getValue().metrics())));
    }

    @Test
    void a_study_is_a_run_and_its_trials_are_runs_below_it() {
        threeTrials();
        assertThat(export()).isEqualTo(new MlflowExport.Exported(mlflow.uri(), "1", 4, 0, 0));

        assertThat(mlflow.experiments()).isEqualTo(Map.of("my tests", "1"));
        assertThat(mlflow.runs()).containsOnlyKeys("run-1", "run-1.1", "run-1.2", "run-1.3");
        MlflowStandIn.Run study = mlflow.runs().get("run-1");
        assertThat(study.tags())
                .containsEntry("trialstream.study", "run-1")
                .containsEntry("trialstream.event", "run-1/submitted/s1")
                .containsEntry("trialstream.best", "run-1.1")
                .doesNotContainKey("mlflow.parentRunId");
        assertThat(study.metrics()).containsExactly("error/2/0.25/15000");
        MlflowStandIn.Run trial = mlflow.runs().get("run-1.1");
        assertThat(trial.tags())
                .containsEntry("mlflow.parentRunId", study.id())
                .containsEntry("trialstream.trial", "run-1.1")
                .containsEntry("trialstream.event", "run-1.1/requested")
                .containsEntry("trialstream.role", "search");
        assertThat(trial.params()).isEqualTo(Map.of("x", "0.25"));
        assertThat(trial.metrics()).containsExactly("error/1/0.5/5000", "error/2/0.25/6000");
        assertThat(trial.info().get("start_time").longValue()).isEqualTo(4000);
        assertThat(trial.info().get("end_time").longValue()).isEqualTo(7000);
    }

    @Test
    void what_became_of_a_trial_is_its_status() {
        threeTrials();
        export();
        assertThat(mlflow.runs().values().stream()
                        .collect(Collectors.toMap(
                                run -> run.tags().get("mlflow.runName"),
                                run -> run.info().get("status").stringValue())))
                .isEqualTo(
                        Map.of("run-1", "FINISHED", "run-1.1", "FINISHED", "run-1.2", "KILLED", "run-1.3", "FAILED"));
        assertThat(mlflow.runs().get("run-1.3").tags()).containsEntry("trialstream.reason", "out of memory");
    }

    @Test
    void exporting_again_finds_all_and_changes_nothing() {
        threeTrials();
        export();
        Map<String, List<Object>> before = all();
        int calls = mlflow.calls().size();

        assertThat(export()).isEqualTo(new MlflowExport.Exported(mlflow.uri(), "1", 0, 0, 4));
        assertThat(all()).isEqualTo(before);
        assertThat(mlflow.calls().subList(calls, mlflow.calls().size()))
                .as("four runs are two pages")
                .containsExactly("experiments/get-by-name", "runs/search", "runs/search");
    }

    @Test
    void an_export_that_was_cut_off_anywhere_is_completed() {
        threeTrials();
        export();
        Map<String, List<Object>> whole = all();
        int calls = mlflow.calls().size();
        for (int done = 2; done < calls; done++) {
            mlflow.forget();
            mlflow.failAfter(done);
            assertThatThrownBy(this::export).isInstanceOf(UserError.class);
            mlflow.repair();
            export();
            assertThat(all()).as("after " + done + " calls").isEqualTo(whole);
        }
    }

    @Test
    void a_study_that_goes_on_is_exported_up_to_now_and_goes_on_in_mlflow() {
        begin(1, Map.of("x", 0.25));
        epoch(1, 1, Map.of("error", 0.5));
        export();
        assertThat(mlflow.runs().get("run-1.1").info().get("status").stringValue())
                .isEqualTo("RUNNING");
        epoch(1, 2, Map.of("error", 0.25));
        say(new Fact.Completed("run-1.1", 1, "me", 2));
        assertThat(export()).isEqualTo(new MlflowExport.Exported(mlflow.uri(), "1", 0, 1, 1));
        assertThat(mlflow.runs().get("run-1.1").metrics()).containsExactly("error/1/0.5/5000", "error/2/0.25/6000");
        assertThat(mlflow.runs().get("run-1.1").info().get("status").stringValue())
                .isEqualTo("FINISHED");
    }

    @Test
    void more_than_a_request_may_hold_goes_in_several_and_values_that_are_too_long_are_cut() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        IntStream.range(0, 250).forEach(i -> parameters.put("p" + i, i));
        parameters.put("text", "é".repeat(600));
        begin(1, parameters);
        IntStream.rangeClosed(1, 2500).forEach(epoch -> epoch(1, epoch, Map.of("error", 1.0 / epoch)));
        export();
        MlflowStandIn.Run run = mlflow.runs().get("run-1.1");
        assertThat(run.metrics()).hasSize(2500);
        assertThat(run.params()).hasSize(251).containsEntry("text", "é".repeat(500));
        assertThat(mlflow.calls().stream().filter("runs/log-batch"::equals)).hasSize(6);
    }

    @Test
    void values_that_are_not_finite_are_texts_as_protobuf_has_them() {
        begin(1, Map.of("x", 0.25));
        epoch(1, 1, Map.of("error", Double.NaN));
        epoch(1, 2, Map.of("error", Double.NEGATIVE_INFINITY));
        export();
        assertThat(mlflow.runs().get("run-1.1").metrics())
                .containsExactly("error/1/NaN/5000", "error/2/-Infinity/6000");
    }

    @Test
    void a_server_with_a_lock_is_opened_as_mlflows_own_clients_do_it() {
        threeTrials();
        mlflow.lock("Bearer key");
        assertThatThrownBy(this::export)
                .hasMessage("MLflow " + mlflow.uri() + ": experiments/get-by-name was refused with 401 UNAUTHENTICATED:"
                        + " who are you; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
                        + " MLFLOW_TRACKING_PASSWORD");
        MlflowExport.write(mlflow.uri(), "a", "run-1", events, Map.of("MLFLOW_TRACKING_TOKEN", "key"));
        mlflow.lock("Basic bWU6c2VjcmV0");
        Map<String, String> user = Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "secret");
        assertThat(MlflowExport.write(mlflow.uri(), "a", "run-1", events, user).left())
                .isEqualTo(4);
        assertThat(MlflowAuth.of(user)).asString().doesNotContain("secret", "bWU6");
    }

    @Test
    void what_goes_wrong_is_one_line_that_names_the_server() {
        mlflow.failAfter(1);
        assertThatThrownBy(this::export)
                .isInstanceOf(UserError.class)
                .hasMessage("MLflow " + mlflow.uri()
                        + ": experiments/create was refused with 503 TEMPORARILY_UNAVAILABLE: down for a while");
        mlflow.close();
        assertThatThrownBy(this::export).hasMessageStartingWith("MLflow " + mlflow.uri() + ": does not answer (");
        for (String uri : List.of("databricks", "ftp://x", "http://", "http://me:secret@host", "::")) {
            assertThatThrownBy(() -> MlflowExport.write(uri, "a", "run-1", events, Map.of()))
                    .hasMessage("--mlflow: expected the URI of a tracking server such as http://HOST:5000, got " + uri);
        }
    }
}
