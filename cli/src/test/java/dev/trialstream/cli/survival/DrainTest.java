package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every worker is stopped in the middle of a trial and replaced, one after the other. */
@Tag("slow")
class DrainTest {
    private static final int TRIALS = 5;
    private static final int EPOCHS = 20;
    private static final int WORKERS = 2;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Installation installation;
    private boolean accountedFor;

    @AfterEach
    void end() {
        if (!accountedFor) {
            installation.lastWords();
        }
        installation.close();
    }

    @Test
    void a_rolling_restart_of_all_workers_loses_no_epoch_and_trains_none_again() throws Exception {
        installation = Installation.in(folder);
        List<Service> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(worker());
        }
        Map<String, List<EpochPoint>> undisturbed;
        try (Observer observer = run("calm")) {
            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            undisturbed = Curves.of(observer);
        }
        try (Observer observer = run("rolling")) {
            for (Service worker : workers) {
                sendAway(worker, observer);
                worker();
            }
            if (observer.log().ended().isEmpty()) {
                observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            }
            Audit.everythingHappenedOnce(observer, TRIALS);
            assertThat(observer.events().stream()
                            .map(HistoryEvent::fact)
                            .filter(Fact.Epoch.class::isInstance)
                            .map(Fact.Epoch.class::cast)
                            .map(epoch -> epoch.job() + " epoch " + epoch.epoch()))
                    .hasSize(TRIALS * EPOCHS)
                    .doesNotHaveDuplicates();
            assertThat(observer.events())
                    .noneMatch(event -> event.fact() instanceof Fact.Lapsed lapsed && lapsed.worker() != null);
            assertThat(Curves.of(observer)).isEqualTo(undisturbed);
        }
        accountedFor = true;
    }

    /** While it trains; it gives its trial back, and leaves in time. */
    private static void sendAway(Service worker, Observer observer) throws Exception {
        String name = worker.readyLine().orElseThrow().replaceFirst("^ready worker (\\S+) .*", "$1");
        observer.await(
                "an epoch of " + name,
                PATIENCE,
                it -> it.fact() instanceof Fact.Epoch epoch
                        && epoch.worker().equals(name)
                        && epoch.epoch() < EPOCHS / 2
                        && observer.log().job(epoch.job()).map(JobLog::state).orElseThrow() == JobLog.State.RUNNING);
        Instant told = Instant.now();
        worker.terminate();
        assertThat(worker.awaitEnd(GRACE)).isEqualTo(143);
        Duration left = Duration.between(told, Instant.now());
        HistoryEvent released = observer.await(
                "a trial given back by " + name,
                PATIENCE,
                it -> it.fact() instanceof Fact.Released it2 && it2.worker().equals(name));
        assertThat(((Fact.Released) released.fact()).reason()).isEqualTo("the worker is leaving");
        String trial = ((Fact.Released) released.fact()).job();
        int epochs = observer.events().stream()
                .map(HistoryEvent::fact)
                .filter(fact -> fact instanceof Fact.Epoch it
                        && it.worker().equals(name)
                        && it.job().equals(trial))
                .mapToInt(fact -> ((Fact.Epoch) fact).epoch())
                .max()
                .orElse(0);
        System.out.println("drain: a worker left after " + left.toMillis() + " ms, and gave " + trial
                + " back, of which it had reported epoch " + epochs + " last");
    }

    private Service worker() {
        return installation.training("worker", "--slots", "1").ready();
    }

    private Observer run(String study) throws Exception {
        installation.submit("""
                study: %s
                data: {csv: digits.csv, target: digit}
                search: {algorithm: random, seed: 7}
                space: {units: {type: int, min: 8, max: 32}, layers: {type: int, min: 1, max: 2}}
                stopping: {rule: none}
                promotion: {confirm: none}
                budget: {trials: %d, epochs: %d, parallel: %d}
                """.formatted(study, TRIALS, EPOCHS, WORKERS));
        return new Observer(installation.bootstrapServers(), study);
    }
}
