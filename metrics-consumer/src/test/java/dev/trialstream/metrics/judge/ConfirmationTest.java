package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationTest {
    private final History history = new History(Studies.study("s", StoppingSpec.NONE, 9, Objective.VALIDATION_ERROR));
    private JudgeDriver judge;

    @BeforeEach
    void begin(@TempDir Path folder) {
        judge = new JudgeDriver(folder);
        judge.tell(history.accepted());
    }

    @AfterEach
    void end() {
        judge.close();
    }

    @Test
    void those_within_one_standard_error_of_the_best_are_named_best_first() {
        search(0.10, 0.115, 0.121, 0.119, 0.30);

        assertThat(judge.decisions()).singleElement().isInstanceOfSatisfying(Decision.Confirm.class, confirm -> {
            assertThat(confirm.id()).isEqualTo("s/searched/confirm");
            assertThat(confirm.candidates()).containsExactly("s.1", "s.2", "s.4");
            assertThat(confirm.rule()).isEqualTo("one_standard_error");
            assertThat(confirm.numbers())
                    .containsExactly(entry("value", 0.10), entry("standard_error", 0.02), entry("candidates", 3.0));
            assertThat(confirm.reason())
                    .isEqualTo("validation_error 0.1000, and 2 others within its standard error of 0.020");
        });
        assertThat(judge.bests()).noneMatch(best -> best.status() != Best.Status.CANDIDATE);
    }

    @Test
    void there_are_never_more_than_five_candidates() {
        search(0.10, 0.101, 0.102, 0.103, 0.104, 0.105, 0.106);
        assertThat(judge.decisions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Confirm.class,
                        confirm -> assertThat(confirm.candidates()).containsExactly("s.1", "s.2", "s.3", "s.4", "s.5"));
    }

    @Test
    void the_best_mean_wins_with_the_median_of_its_best_epochs() {
        search(0.10, 0.11);
        judge.decisions();
        judge.bests();
        // means of three epochs count: 0.2, 0.2, 0.2 and 0.1, 0.1, 0.16 are at their best at epochs 1 and 2
        judge.tell(history.confirming(3, 1, 0.20, 0.20, 0.20));
        judge.tell(history.confirming(4, 2, 0.12, 0.10, 0.16));
        judge.tell(history.confirming(5, 1, 0.16, 0.30, 0.30));
        judge.tell(history.confirming(6, 2, 0.15, 0.17, 0.19));
        judge.tell(history.confirming(7, 1, 0.18, 0.30, 0.30));
        judge.tell(history.confirming(8, 2, 0.20, 0.10, 0.00));
        for (int trial = 3; trial <= 8; trial++) {
            judge.tell(history.completed(trial, 3));
        }
        assertThat(judge.bests()).as("repeats do not lead").isEmpty();
        assertThat(judge.decisions()).as("repeats are not stopped").isEmpty();

        judge.tell(history.confirmed(6));

        // of trial 2: 0.11 at epoch 2, 0.15 at epoch 1, 0.10 at epoch 3, which has the better mean in any two rounds;
        // without the first round the median epoch is 2, which has 0.10 there; without the second 2.5, and so 3, which
        // has
        // 0.19; without the third 1.5, and so 2, which has 0.10
        assertThat(judge.decisions()).singleElement().isInstanceOfSatisfying(Decision.Promote.class, won -> {
            assertThat(won.job()).isEqualTo("s.2");
            assertThat(won.epoch()).isEqualTo(1);
            assertThat(won.rule()).isEqualTo("confirmed_mean");
            assertThat(won.numbers().get("winning_mean")).isCloseTo(0.12, within(1e-12));
            assertThat(won.numbers().get("mean")).isCloseTo(0.13, within(1e-12));
            // deviations -0.03, 0.06, -0.03; squares add up to 0.0054; half of it is 0.0027
            assertThat(won.numbers().get("sd")).isCloseTo(Math.sqrt(0.0027), within(1e-12));
            assertThat(won.reason())
                    .isEqualTo(
                            "validation_error 0.1200 is the best mean over 3 fresh seeds, each at its best epoch; 0.1300"
                                    + " where each seed scores a choice of candidate and epoch that was made without it; the"
                                    + " search had 0.1100");
            assertThat(won.numbers()).containsEntry("repeats", 3.0).containsEntry("refit_epochs", 2.0);
        });
        assertThat(judge.bests()).singleElement().satisfies(best -> {
            assertThat(best.status()).isEqualTo(Best.Status.PROMOTED);
            assertThat(best.trial()).isEqualTo("s.2");
            assertThat(best.confirmed()).isNotNull();
            assertThat(best.confirmed().mean()).isCloseTo(0.13, within(1e-12));
            assertThat(best.confirmed().trials()).isEqualTo(3);
        });
    }

    @Test
    void a_candidate_of_which_a_repeat_breaks_down_is_out() {
        search(0.10, 0.11);
        judge.decisions();
        judge.tell(history.confirming(3, 1, 0.01));
        judge.tell(history.completed(3, 1));
        judge.tell(history.confirming(4, 1));
        judge.tell(history.failed(4));
        judge.tell(history.confirming(5, 2, 0.5));
        judge.tell(history.completed(5, 1));
        judge.tell(history.confirmed(3));
        assertThat(judge.decisions()).extracting(Decision::job).containsExactly("s.2");
    }

    @Test
    void where_the_time_ran_out_only_the_rounds_of_all_candidates_count() {
        search(0.10, 0.11);
        judge.decisions();
        judge.tell(history.confirming(3, 1, 0.20));
        judge.tell(history.confirming(4, 2, 0.05));
        judge.tell(history.confirming(5, 1, 0.22));
        judge.tell(history.completed(3, 1), history.completed(4, 1), history.completed(5, 1));
        judge.tell(history.confirmed(3));
        assertThat(judge.decisions()).singleElement().satisfies(won -> {
            assertThat(won.job()).isEqualTo("s.2");
            assertThat(won.numbers()).containsEntry("mean", 0.05).containsEntry("repeats", 1.0);
            assertThat(won.reason())
                    .isEqualTo(
                            "validation_error 0.05000 is the best mean over 1 fresh seed, at its best epoch; with one"
                                    + " seed there is none left to score the choice by, so the figure is optimistic, as that of"
                                    + " the search is; the search had 0.1100");
        });
    }

    @Test
    void without_a_whole_round_the_best_of_the_search_wins() {
        search(0.10, 0.11);
        judge.decisions();
        judge.tell(history.confirming(3, 2, 0.05));
        judge.tell(history.completed(3, 1), history.confirmed(1));
        assertThat(judge.decisions()).extracting(Decision::job).containsExactly("s.1");
    }

    @Test
    void the_best_of_the_search_wins_where_nothing_could_be_confirmed() {
        search(0.10, 0.11);
        judge.decisions();
        judge.tell(history.confirmed(0));
        assertThat(judge.decisions()).singleElement().satisfies(won -> {
            assertThat(won.job()).isEqualTo("s.1");
            assertThat(won.rule()).isEqualTo("best");
            assertThat(won.numbers()).doesNotContainKey("refit_epochs");
        });
    }

    @Test
    void a_judge_that_is_restarted_in_between_names_the_same_winner() {
        search(0.10, 0.11);
        judge.decisions();
        judge.tell(history.confirming(3, 1, 0.20));
        judge.tell(history.completed(3, 1));
        judge = judge.restarted();
        judge.tell(history.confirming(4, 2, 0.05));
        judge = judge.restarted();
        judge.tell(history.completed(4, 1), history.confirmed(2));
        assertThat(judge.decisions()).extracting(Decision::job).containsExactly("s.2");
        judge.tell(history.confirmed(2));
        assertThat(judge.decisions()).as("said once").isEmpty();
    }

    /** A search with trials of one epoch with these errors, each with a standard error of 0.02. */
    private void search(double... errors) {
        for (int i = 0; i < errors.length; i++) {
            judge.tell(history.running(i + 1));
            judge.tell(history.measured(i + 1, 1, errors[i], 0.02));
        }
        for (int i = 0; i < errors.length; i++) {
            judge.tell(history.completed(i + 1, 1));
        }
        judge.decisions();
        judge.bests();
        judge.tell(List.of(history.searchedToConfirm(errors.length, 3)));
    }
}
