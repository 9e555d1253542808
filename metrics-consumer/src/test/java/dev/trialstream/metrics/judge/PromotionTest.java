package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first candidate to the delivered model. */
class PromotionTest {
    private final History history = new History(Studies.study("s", StoppingSpec.NONE, 9));

    @TempDir
    private Path directory;

    private JudgeDriver judge;

    @BeforeEach
    void open() {
        judge = new JudgeDriver(directory);
        judge.tell(history.accepted());
        IntStream.rangeClosed(1, 3).forEach(number -> judge.tell(history.running(number)));
    }

    @AfterEach
    void close() {
        judge.close();
    }

    @Test
    void the_best_changes_when_the_leader_does_and_at_no_other_time() {
        judge.tell(history.epoch(1, 1, 0.4)); // version 1
        judge.tell(history.epoch(2, 1, 0.5), history.epoch(1, 2, 0.45)); // no better
        judge.tell(history.epoch(1, 3, 0.3)); // version 2, the same trial
        judge.tell(history.epoch(2, 3, 0.3)); // as good as early, but later in number
        judge.tell(history.epoch(3, 1, 0.2)); // version 3
        judge.tell(history.completed(1, 3), history.completed(2, 3));

        assertThat(judge.bests())
                .extracting(best -> best.version() + " " + best.status() + " " + best.trial() + " " + best.value())
                .containsExactly("1 CANDIDATE s.1 0.4", "2 CANDIDATE s.1 0.3", "3 CANDIDATE s.3 0.2");
    }

    @Test
    void a_best_names_everything_that_made_it() {
        judge.tell(history.epoch(1, 1, 0.4));

        assertThat(judge.bests())
                .containsExactly(new Best(
                        "s",
                        1,
                        Best.Status.CANDIDATE,
                        "s.1",
                        0.4,
                        1,
                        new Parameters(Map.of("units", 16)),
                        Map.of("validation_error", 0.4),
                        "s.1/epoch-1",
                        null,
                        null,
                        null,
                        "s.1/1/w1/epoch/1",
                        History.START.plusSeconds(1)));
    }

    @Test
    void the_lead_of_a_trial_that_fails_falls_to_the_next() {
        judge.tell(history.epoch(1, 1, 0.1), history.epoch(2, 1, 0.5));

        judge.tell(history.failed(1));

        assertThat(judge.bests()).extracting(Best::trial).containsExactly("s.1", "s.2");
    }

    @Test
    void the_winner_is_named_when_the_search_is_over() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5), history.epoch(2, 2, 0.3));
        judge.tell(history.completed(1, 1), history.completed(2, 2), history.failed(3));
        judge.bests();

        judge.tell(history.searched(3));

        Decision.Promote promoted = (Decision.Promote) judge.decisions().get(0);
        assertThat(promoted.id()).isEqualTo("s/searched/promote");
        assertThat(promoted.job()).isEqualTo("s.2");
        assertThat(promoted.attempt()).isEqualTo(1);
        assertThat(promoted.epoch()).isEqualTo(2);
        assertThat(promoted.rule()).isEqualTo("best");
        assertThat(promoted.numbers())
                .containsExactly(Map.entry("value", 0.3), Map.entry("candidates", 2.0), Map.entry("runner_up", 0.4));
        assertThat(promoted.reason())
                .isEqualTo("validation_error 0.3000 at epoch 2 is the best of 2; next is s.1 with 0.4000");
        assertThat(promoted.cause()).isEqualTo("s/searched");
        assertThat(judge.bests()).singleElement().satisfies(best -> {
            assertThat(best.status()).isEqualTo(Best.Status.PROMOTED);
            assertThat(best.version()).isEqualTo(3);
            assertThat(best.trial()).isEqualTo("s.2");
            assertThat(best.checkpoint()).isEqualTo("s.2/epoch-2");
            assertThat(best.cause()).isEqualTo("s/searched");
        });

        judge.tell(history.searched(3));
        assertThat(judge.decisions()).as("said once").isEmpty();
    }

    @Test
    void a_winner_needs_a_checkpoint_of_its_best_epoch() {
        judge.tell(history.epochWithoutCheckpoint(1, 1, 0.1), history.epoch(2, 1, 0.5));
        judge.tell(history.completed(1, 1), history.completed(2, 1), history.searched(2));

        assertThat(judge.decisions())
                .singleElement()
                .satisfies(promoted -> assertThat(promoted.job()).isEqualTo("s.2"));
        assertThat(judge.bests())
                .last()
                .satisfies(best -> assertThat(best.trial()).isEqualTo("s.2"));
    }

    @Test
    void a_failed_trial_wins_only_where_there_is_no_other() {
        judge.tell(history.epoch(1, 1, 0.1), history.epoch(2, 1, 0.2), history.failed(1), history.failed(2));
        judge.tell(history.failed(3), history.searched(3));

        assertThat(judge.decisions())
                .singleElement()
                .satisfies(promoted -> assertThat(promoted.job()).isEqualTo("s.1"));
    }

    @Test
    void a_search_that_left_nothing_to_promote_is_counted_as_trouble() {
        judge.tell(history.failed(1), history.failed(2), history.failed(3), history.searched(3));

        assertThat(judge.decisions()).isEmpty();
        assertThat(judge.skipped()).isEqualTo(1);
    }

    @Test
    void the_delivered_model_completes_the_best() {
        judge.tell(history.epoch(1, 1, 0.4), history.completed(1, 1), history.searched(1));
        judge.bests();

        judge.tell(history.deliveryDispatched(1), history.deliveryClaimed(1, "w1"));
        judge.tell(history.deliveryDispatched(2), history.deliveryClaimed(2, "w2"));
        judge.tell(history.delivered(1, "w1", 1, 0.99)); // a stale attempt
        assertThat(judge.bests()).isEmpty();
        judge.tell(history.delivered(2, "w2", 1, 0.42), history.delivered(2, "w2", 1, 0.42));

        assertThat(judge.bests()).singleElement().satisfies(best -> {
            assertThat(best.status()).isEqualTo(Best.Status.DELIVERED);
            assertThat(best.version()).isEqualTo(3);
            assertThat(best.model()).isEqualTo("models/s/w2");
            assertThat(best.metrics()).isEqualTo(Map.of("test_error", 0.42, "validation_error", 0.4));
            assertThat(best.cause()).isEqualTo("s.deliver/2/w2/delivered");
        });
    }

    @Test
    void a_study_that_ended_is_kept_to_be_asked_about_and_judged_no_more() {
        judge.tell(history.epoch(1, 1, 0.4), history.completed(1, 1), history.searched(1));
        judge.bests();

        judge.tell(history.ended());
        List<String> kept = judge.keys();
        assertThat(kept).contains("s/ended", "s/packed/0000000000").doesNotContain("s/accepted");
        StudyView view = new JudgeViews(judge.store()).study("s").orElseThrow();
        assertThat(view.summary().state()).isEqualTo("completed");
        assertThat(view.curve(1).orElseThrow().epochs()).hasSize(1);

        judge.tell(history.epoch(2, 1, 0.1));
        assertThat(judge.bests()).isEmpty();
        assertThat(judge.keys()).isEqualTo(kept);

        judge.tell(history.deleted());
        assertThat(judge.keys()).noneMatch(key -> key.startsWith("s/"));
    }
}
