package dev.trialstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.worker.engine.BadCheckpoint;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every trainer promises. One instance serves all tests, as it serves all trials of a worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrainerContractTest {
    final Trainer trainer = trainer();

    abstract Trainer trainer();

    /** A quick training of several steps an epoch that uses whatever is random in this trainer. */
    abstract TrainTask task(long seed, int epochs, byte @Nullable [] resume);

    /** A training whose loss leaves all bounds within {@code epochs}. */
    abstract TrainTask diverging(int epochs);

    /** What {@link #task} reports each epoch. */
    abstract List<String> metrics();

    /** The state after an epoch of a training that differs from {@link #task} in a parameter. */
    abstract byte[] ofAnotherPlan();

    @Test
    void every_epoch_is_reported_once_and_in_order() {
        RecordingSink sink = RecordingSink.neverStopping();

        Outcome outcome = trainer.train(task(1, 4, null), sink);

        assertThat(outcome).isEqualTo(new Outcome.Completed(4));
        assertThat(sink.epochs()).containsExactly(1, 2, 3, 4);
        assertThat(sink.reports()).allSatisfy(report -> {
            assertThat(report.metrics())
                    .containsKeys(metrics().toArray(String[]::new))
                    .allSatisfy((name, value) -> assertThat(value).isFinite());
            assertThat(report.seconds()).isPositive();
            assertThat(report.rowsPerSecond()).isPositive();
            assertThat(report.checkpoint()).isNotEmpty();
        });
    }

    @Test
    void a_verdict_after_an_epoch_ends_the_training_there() {
        RecordingSink sink = RecordingSink.stoppingAfter(2);

        assertThat(trainer.train(task(1, 5, null), sink)).isEqualTo(new Outcome.Stopped(2, RecordingSink.STOP));
        assertThat(sink.epochs()).containsExactly(1, 2);
    }

    @Test
    void a_verdict_in_the_middle_of_an_epoch_abandons_that_epoch() {
        RecordingSink sink = RecordingSink.stoppingAfter(1, 3);

        assertThat(trainer.train(task(1, 5, null), sink)).isEqualTo(new Outcome.Stopped(1, RecordingSink.STOP));
        assertThat(sink.epochs()).containsExactly(1);
    }

    @Test
    void the_verdict_is_asked_for_several_times_an_epoch() {
        RecordingSink sink = RecordingSink.neverStopping();

        trainer.train(task(1, 2, null), sink);

        assertThat(sink.asked()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void a_training_that_diverges_fails_in_words_and_reports_no_such_epoch() {
        RecordingSink sink = RecordingSink.neverStopping();

        Outcome outcome = trainer.train(diverging(20), sink);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).reason())
                .startsWith("diverged in epoch " + (sink.reports().size() + 1) + ": ")
                .doesNotContain("\n");
        assertThat(sink.metrics())
                .allSatisfy(metrics -> assertThat(metrics.values()).allMatch(Double::isFinite));
    }

    @Test
    void the_same_seed_gives_the_same_metrics_and_another_seed_gives_others() {
        assertThat(metrics(task(1, 3, null))).isEqualTo(metrics(task(1, 3, null)));
        assertThat(metrics(task(2, 3, null))).isNotEqualTo(metrics(task(1, 3, null)));
    }

    @Test
    void a_resumed_training_goes_on_as_if_it_had_never_stopped() {
        RecordingSink whole = RecordingSink.neverStopping();
        trainer.train(task(1, 5, null), whole);

        for (int epoch = 1; epoch < 5; epoch++) {
            RecordingSink rest = RecordingSink.neverStopping();
            Outcome outcome = trainer.train(task(1, 5, whole.checkpoint(epoch)), rest);

            assertThat(outcome).isEqualTo(new Outcome.Completed(5));
            assertThat(rest.metrics()).isEqualTo(whole.metrics().subList(epoch, 5));
            assertThat(rest.reports().get(rest.reports().size() - 1).checkpoint())
                    .isEqualTo(whole.checkpoint(5));
        }
    }

    @Test
    void a_training_resumed_after_its_last_epoch_is_complete() {
        RecordingSink whole = RecordingSink.neverStopping();
        trainer.train(task(1, 2, null), whole);
        RecordingSink rest = RecordingSink.neverStopping();

        assertThat(trainer.train(task(1, 2, whole.checkpoint(2)), rest)).isEqualTo(new Outcome.Completed(2));
        assertThat(rest.reports()).isEmpty();
    }

    @Test
    void what_is_no_state_of_this_training_is_refused_before_anything_is_reported() {
        RecordingSink whole = RecordingSink.neverStopping();
        trainer.train(task(1, 1, null), whole);
        byte[] state = whole.checkpoint(1);
        byte[] flipped = state.clone();
        flipped[state.length / 2] ^= 1;

        for (byte[] bad : List.of(Arrays.copyOf(state, state.length / 2), flipped, new byte[0], ofAnotherPlan())) {
            RecordingSink sink = RecordingSink.neverStopping();
            assertThatThrownBy(() -> trainer.train(task(1, 2, bad), sink))
                    .isInstanceOf(BadCheckpoint.class)
                    .hasMessageStartingWith("checkpoint: ")
                    .hasMessageNotContaining("\n");
            assertThat(sink.reports()).isEmpty();
        }
    }

    @Test
    void two_trainings_at_once_give_what_each_gives_alone() {
        List<?> first = metrics(task(1, 4, null));
        List<?> second = metrics(task(2, 4, null));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            var one = CompletableFuture.supplyAsync(() -> metrics(task(1, 4, null)), threads);
            var two = CompletableFuture.supplyAsync(() -> metrics(task(2, 4, null)), threads);

            assertThat(one.join()).isEqualTo(first);
            assertThat(two.join()).isEqualTo(second);
        } finally {
            threads.shutdown();
        }
    }

    private List<?> metrics(TrainTask task) {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task, sink);
        return sink.metrics();
    }
}
