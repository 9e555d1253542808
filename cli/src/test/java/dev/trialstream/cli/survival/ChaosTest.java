package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed every few seconds, and the result does not change. */
@Tag("slow")
class ChaosTest {
    private static final int TRIALS = 60;
    private static final int WORKERS = 2;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(7);
    private static final Duration LONGEST = Duration.ofMinutes(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void sixty_trials_under_fire_are_those_of_the_undisturbed_run() throws Exception {
        try (Installation installation = Installation.in(folder)) {
            List<Service> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(installation.training("worker", "--slots", "1").ready());
            }
            Map<String, List<EpochPoint>> undisturbed;
            try (Observer observer = run(installation, "calm")) {
                observer.await("the end", LONGEST, event -> event.fact() instanceof Fact.Ended);
                undisturbed = Curves.of(observer);
            }
            try (Observer observer = run(installation, "fire")) {
                int kills = endUnderFire(installation, workers, observer);
                Audit.everythingEndedOnce(observer, TRIALS);
                assertThat(Curves.of(observer)).isEqualTo(undisturbed);
                long attempts = observer.events().stream()
                        .filter(event -> event.fact() instanceof Fact.Dispatched)
                        .count();
                System.out.println("chaos: " + TRIALS + " trials, " + kills + " workers killed, " + attempts
                        + " attempts; every epoch of every trial is that of the undisturbed run");
                assertThat(kills).isGreaterThan(3);
            }
        }
    }

    @Test
    void an_adaptive_study_under_fire_is_derived_again_from_its_history() throws Exception {
        try (Installation installation = Installation.in(folder)) {
            List<Service> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(installation.training("worker", "--slots", "1").ready());
            }
            int kills;
            try (Observer observer = run(installation, "adaptive", "tpe", "{rule: asha_promote, min: 1}")) {
                kills = endUnderFire(installation, workers, observer);
                Audit.everythingEndedOnce(observer, TRIALS);
            }
            Service replay = Service.start(
                    folder, "replay", "replay", "adaptive", "--bootstrap-servers", installation.bootstrapServers());

            assertThat(replay.awaitEnd(Duration.ofMinutes(1)))
                    .as(replay.out() + replay.err())
                    .isZero();
            System.out.println("chaos: adaptive, " + kills + " workers killed; " + replay.out());
            assertThat(kills).isGreaterThan(3);
        }
    }

    private static Observer run(Installation installation, String study) throws Exception {
        return run(installation, study, "random", "{rule: none}");
    }

    private static Observer run(Installation installation, String study, String search, String stopping)
            throws Exception {
        installation.submit("""
                study: %s
                data: {csv: digits.csv, target: digit}
                search: {algorithm: %s, seed: 7}
                stopping: %s
                promotion: {confirm: none}
                attempts: {crashed: 30}
                budget: {trials: %d, epochs: 6, parallel: %d}
                """.formatted(study, search, stopping, TRIALS, WORKERS));
        return new Observer(installation.bootstrapServers(), study);
    }

    /** Number of workers killed before the study ended. */
    private static int endUnderFire(Installation installation, List<Service> workers, Observer observer) {
        Random random = new Random(1);
        Instant end = Instant.now().plus(LONGEST);
        int kills = 0;
        while (observer.log().ended().isEmpty()) {
            assertThat(Instant.now()).as("the study ends").isBefore(end);
            Instant next = Instant.now().plus(BETWEEN_KILLS);
            observer.readUntil(next, () -> observer.log().ended().isPresent());
            if (observer.log().ended().isEmpty() && observer.log().spec().isPresent()) {
                kill(workers.remove(random.nextInt(workers.size())));
                kills++;
                workers.add(installation.training("worker", "--slots", "1"));
            }
        }
        return kills;
    }

    private static void kill(Service worker) {
        try {
            worker.killHard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
