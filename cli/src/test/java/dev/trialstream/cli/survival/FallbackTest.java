package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.worker.store.CheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are damaged while no worker trains. */
@Tag("slow")
class FallbackTest {
    private static final int EPOCHS = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TRIAL = "spoiled.1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Installation installation;

    @AfterEach
    void end() {
        installation.close();
    }

    @Test
    void a_trial_goes_on_from_the_checkpoint_before_a_spoiled_one_or_from_the_beginning_and_says_so() throws Exception {
        installation = Installation.in(folder);
        Service first = worker();
        installation.submit("""
                study: spoiled
                data: {csv: digits.csv, target: digit}
                search: {algorithm: random, seed: 7}
                space: {units: {type: int, min: 8, max: 32}, layers: {type: int, min: 1, max: 2}}
                stopping: {rule: none}
                promotion: {confirm: none}
                budget: {trials: 1, epochs: %d, parallel: 1}
                """.formatted(EPOCHS));
        CheckpointStore store = new CheckpointStore(folder.resolve("store"));
        try (Observer observer = new Observer(installation.bootstrapServers(), "spoiled")) {
            EpochPoint last = killInTraining(first, observer, 5);
            Path newest = store.resolve(String.valueOf(last.checkpoint()));
            byte[] bytes = Files.readAllBytes(newest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(newest, bytes);
            Service second = worker();
            Fact.Restored older = restored(observer);
            assertThat(older.epoch()).isBetween(1, last.epoch() - 1);
            assertThat(older.note())
                    .isEqualTo("epoch " + last.epoch()
                            + ": checkpoint: is truncated or corrupt: its checksum does not match its " + bytes.length
                            + " bytes");

            EpochPoint next = killInTraining(second, observer, last.epoch() + 5);
            store.delete("checkpoints/" + TRIAL);
            worker();
            Fact.Restored anew = restored(observer);
            assertThat(anew.epoch()).isZero();
            assertThat(anew.note())
                    .isEqualTo("epoch " + next.epoch() + ": checkpoint " + next.checkpoint() + " is gone");
            System.out.println("fallback: from " + last.epoch() + " to " + older.epoch() + ", from " + next.epoch()
                    + " to the beginning");

            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            assertThat(observer.log().trial(1).orElseThrow().curve().epochs())
                    .extracting(EpochPoint::epoch)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, EPOCHS).boxed().toList());
            assertThat(observer.log().delivered()).isPresent();
        }
    }

    /** The last epoch that it reported. */
    private static EpochPoint killInTraining(Service worker, Observer observer, int epoch) throws Exception {
        observer.await(
                "epoch " + epoch,
                PATIENCE,
                event ->
                        event.fact() instanceof Fact.Epoch said && said.epoch() >= epoch && said.epoch() < EPOCHS - 30);
        worker.killHard();
        observer.await(
                "the next attempt",
                PATIENCE,
                event -> event.fact() instanceof Fact.Dispatched said
                        && said.job().equals(TRIAL));
        List<EpochPoint> epochs = observer.log().trial(1).orElseThrow().curve().epochs();
        return epochs.get(epochs.size() - 1);
    }

    private static Fact.Restored restored(Observer observer) {
        HistoryEvent event = observer.await("an attempt goes on", PATIENCE, it -> it.fact() instanceof Fact.Restored);
        return (Fact.Restored) event.fact();
    }

    private Service worker() {
        return installation.training("worker", "--slots", "1").ready();
    }
}
