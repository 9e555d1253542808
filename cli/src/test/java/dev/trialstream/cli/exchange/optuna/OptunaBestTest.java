package dev.trialstream.cli.exchange.optuna;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.StudyState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Optuna decides which trial is the best, and there may be none. */
class OptunaBestTest {
    @TempDir
    Path folder;

    /** @param direction 1 smaller is better, 2 larger is */
    private OptunaHistory history(int direction, String... trials) throws Exception {
        String study = "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[" + direction + "]}\n";
        Path file = Files.writeString(folder.resolve("journal.log"), study + String.join("", trials));
        return OptunaHistory.read(file, null, "best", "0".repeat(64), ZoneOffset.UTC);
    }

    private static String trial(int state, String value, String constraints) {
        return """
                {"op_code":4,"worker_id":"w","study_id":0,"datetime_start":"2024-01-01T00:00:00.000000",\
                "datetime_complete":"2024-01-01T00:01:00.000000","state":%d,"value":%s,"values":null,"distributions":{},\
                "params":{},"user_attrs":{},"system_attrs":{%s},"intermediate_values":{}}
                """.formatted(state, value, constraints.isEmpty() ? "" : "\"constraints\":[" + constraints + "]");
    }

    private static String complete(String value) {
        return trial(1, value, "");
    }

    private static String best(OptunaHistory history) {
        StudyLog log = new StudyLog(history.study());
        history.events().forEach(log::apply);
        String listed = history.best().map(Best::trial).orElse("none");
        assertThat(log.leader().map(it -> it.trial()).orElse("none")).isEqualTo(listed);
        return listed;
    }

    @Test
    void the_smallest_or_the_largest_value_wins_and_of_equal_ones_the_first() throws Exception {
        assertThat(best(history(1, complete("3.0"), complete("1.0"), complete("1.0"))))
                .isEqualTo("best.2");
        assertThat(best(history(2, complete("1.0"), complete("3.0"), complete("3.0"))))
                .isEqualTo("best.2");
    }

    @Test
    void infinite_values_never_win() throws Exception {
        assertThat(best(history(2, complete("Infinity"), complete("-1.0"), complete("-Infinity"))))
                .isEqualTo("best.2");
    }

    @Test
    void where_the_best_violates_its_constraints_one_wins_that_holds_them() throws Exception {
        assertThat(best(history(1, trial(1, "1.0", "0.5"), trial(1, "3.0", "-1.0, 0.0"), trial(1, "2.0", ""))))
                .as("whose constraints are not known counts as violating them")
                .isEqualTo("best.2");
    }

    @Test
    void a_study_in_which_no_trial_completed_has_failed_and_has_no_best() throws Exception {
        OptunaHistory history = history(1, trial(3, "null", ""), trial(2, "null", ""));
        StudyLog log = new StudyLog(history.study());
        history.events().forEach(log::apply);
        assertThat(log.state()).isEqualTo(StudyState.FAILED);
        assertThat(log.ended().orElseThrow().reason())
                .isEqualTo("no trial of the Optuna study s completed with a finite value and held its constraints");
        assertThat(best(history)).isEqualTo("none");
        assertThat(history.decisions().get(0).reason()).isEqualTo("pruned by Optuna before it had reported anything");
    }

    @Test
    void the_metric_has_the_name_that_the_study_gives_it() throws Exception {
        OptunaHistory history = history(
                2,
                "{\"op_code\":3,\"worker_id\":\"w\",\"study_id\":0,\"system_attr\":{\"study:metric_names\":[\"accuracy\"]}}\n",
                complete("0.5"));
        assertThat(history.best().orElseThrow().metrics()).containsOnlyKeys("accuracy");
    }
}
