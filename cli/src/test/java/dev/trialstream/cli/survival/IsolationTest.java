package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.worker.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Trials that kill their process, among others that do not. */
@Tag("slow")
@Timeout(240)
class IsolationTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int EPOCHS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static Installation installation;

    private final Deque<Service> workers = new ArrayDeque<>();

    @BeforeAll
    static void install() throws Exception {
        installation = Installation.in(folder);
    }

    @AfterAll
    static void close() {
        installation.close();
    }

    @AfterEach
    void end() {
        workers.forEach(Service::close);
    }

    @Test
    void what_kills_its_own_process_fails_after_its_attempts_and_the_worker_trains_on() throws Exception {
        Instant begun = Instant.now();
        Service worker = worker("one");
        try (Observer observer = run("isolated", "isolation: process", "halt", "a", "crash", "b")) {
            observer.await("the end", SOON, event -> event.fact() instanceof Fact.Ended);
            Map<String, TrialLog> trials = trials(observer);
            assertFailed(trials.get("halt"), "the process of the training ended with exit code 9: no more of this");
            assertFailed(trials.get("crash"), "the process of the training ended with exit code 1: SIGSEGV");
            assertCompleted(trials.get("a"), trials.get("b"));
            assertThat(crashes(observer)).isEqualTo(4);
            assertThat(lapses(observer)).isZero();
        }
        // running out of memory within the worker ends only that trial too
        try (Observer observer = run("roomless", "", "off_heap", "a", "heap", "b")) {
            observer.await("the end", SOON, event -> event.fact() instanceof Fact.Ended);
            Map<String, TrialLog> trials = trials(observer);
            assertThat(trials.get("off_heap").failure()).startsWith("out of memory: Cannot allocate");
            assertThat(trials.get("heap").failure()).isEqualTo("out of memory: Java heap space");
            assertCompleted(trials.get("a"), trials.get("b"));
            assertThat(lapses(observer)).isZero();
        }
        assertThat(worker.isAlive()).isTrue();
        assertThat(worker.out().lines().filter(line -> line.startsWith("ready ")))
                .hasSize(1);
        assertThat(Cli.run("trial", "logs", "isolated.1", "--attempt", "1", "--store", folder.resolve("store") + "")
                        .out())
                .contains("no more of this\n# crashed: the process of the training ended with exit code 9");
        System.out.println(
                "isolation: 2 trials killed their process twice each, 2 ran out of memory within the worker, 4"
                        + " completed beside them; one worker, process " + worker.pid() + ", all along; "
                        + Duration.between(begun, Instant.now()).toSeconds() + " s");
    }

    @Test
    void what_kills_workers_fails_after_its_attempts_and_does_not_cycle_for_ever() throws Exception {
        List<Service> pool = new ArrayList<>(List.of(worker("a"), worker("b")));
        try (Observer observer = run("poisoned", "", "halt", "a", "b")) {
            int lost = 0;
            Instant end = Instant.now().plus(SOON);
            while (observer.log().ended().isEmpty() && Instant.now().isBefore(end)) {
                observer.readUntil(
                        Instant.now().plusMillis(500),
                        () -> observer.log().ended().isPresent());
                for (Service dead : pool.stream().filter(it -> !it.isAlive()).toList()) {
                    lost++;
                    pool.remove(dead);
                    pool.add(worker("instead-" + lost));
                }
            }
            Map<String, TrialLog> trials = trials(observer);
            assertFailed(trials.get("halt"), "2 workers fell silent over it");
            assertCompleted(trials.get("a"), trials.get("b"));
            assertThat(lost).as("workers lost").isEqualTo(2);
            System.out.println("isolation: without it the same trial took 2 workers along and was given up then");
        }
    }

    @Test
    void beside_an_isolated_training_its_worker_may_be_killed_or_sent_away() throws Exception {
        int epochs = 80;
        Service killed = worker("killed");
        try (Observer observer = run("moved", epochs, "isolation: process", "slow")) {
            awaitEpoch(observer, 1, 5);
            List<ProcessHandle> orphans = children(killed);
            assertThat(orphans).as("processes of trainings").hasSize(1);
            killed.killHard();
            Awaitility.await("the training's process ends with its worker")
                    .atMost(SOON)
                    .until(() -> !orphans.get(0).isAlive());

            Service sentAway = worker("sent-away");
            awaitEpoch(observer, 2, 3);
            int lastBefore = lastEpoch(observer);
            List<ProcessHandle> left = children(sentAway);
            assertThat(left).hasSize(1);
            sentAway.terminate();
            assertThat(sentAway.awaitEnd(SOON)).isEqualTo(143);
            assertThat(left.get(0).isAlive()).isFalse();
            Fact.Released released = (Fact.Released)
                    observer.await("the trial given back", SOON, event -> event.fact() instanceof Fact.Released)
                            .fact();
            assertThat(released.reason()).isEqualTo("the worker is leaving");
            int given = lastEpoch(observer);
            assertThat(given).isBetween(lastBefore, epochs - 1);

            worker("next");
            observer.await("the end", SOON, event -> event.fact() instanceof Fact.Ended);
            TrialLog trial = trials(observer).get("slow");
            assertThat(trial.state()).isEqualTo(JobLog.State.COMPLETED);
            assertThat(trial.curve().lastEpoch()).isEqualTo(epochs);
            assertThat(observer.events().stream()
                            .filter(event -> event.fact() instanceof Fact.Epoch epoch && epoch.attempt() == 3)
                            .map(event -> ((Fact.Epoch) event.fact()).epoch())
                            .min(Integer::compare))
                    .as("nothing is trained again after a drain")
                    .contains(given + 1);
            System.out.println("isolation: its worker killed, another sent away after epoch " + given
                    + ", the training went on to " + epochs);
        }
    }

    private static void awaitEpoch(Observer observer, int attempt, int more) throws Exception {
        int[] seen = {0};
        observer.await(
                more + " epochs of attempt " + attempt,
                SOON,
                event -> event.fact() instanceof Fact.Epoch epoch && epoch.attempt() == attempt && ++seen[0] >= more);
    }

    private static int lastEpoch(Observer observer) {
        return trials(observer).get("slow").curve().lastEpoch();
    }

    private static List<ProcessHandle> children(Service worker) {
        return ProcessHandle.of(worker.pid()).orElseThrow().children().toList();
    }

    private Service worker(String name) throws Exception {
        Path services = folder.resolve("classes/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(Trainer.class.getName()), Killer.class.getName());
        Service worker = Service.startOn(
                folder.resolve("classes"),
                List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=900m"),
                folder,
                "worker",
                "worker",
                "--bootstrap-servers",
                installation.bootstrapServers(),
                "--slots",
                "2",
                "--name",
                name,
                "--store",
                folder.resolve("store").toString());
        workers.push(worker);
        return worker.ready();
    }

    private static Observer run(String study, String more, String... ways) throws Exception {
        return run(study, EPOCHS, more, ways);
    }

    private static Observer run(String study, int epochs, String more, String... ways) throws Exception {
        String first = String.join(
                ", ", Arrays.stream(ways).map(way -> "{way: " + way + "}").toList());
        installation.submit("""
                study: %s
                trainer: {type: own, name: %s}
                objective: {metric: loss, at: last}
                space: {way: {type: categorical, values: [a, b, halt, crash, heap, off_heap, slow]}}
                enqueue: [%s]
                stopping: {rule: none}
                attempts: {crashed: 2}
                budget: {trials: %d, epochs: %d, parallel: 2}
                %s
                """.formatted(study, Killer.NAME, first, ways.length, epochs, more));
        return new Observer(installation.bootstrapServers(), study);
    }

    private static Map<String, TrialLog> trials(Observer observer) {
        Map<String, TrialLog> trials = new TreeMap<>();
        observer.log().trials().forEach(trial -> trials.put(trial.parameters().text("way"), trial));
        return trials;
    }

    private static void assertFailed(TrialLog trial, String reason) {
        assertThat(trial.state()).isEqualTo(JobLog.State.FAILED);
        assertThat(trial.failure()).startsWith(reason).doesNotContain("\n");
        assertThat(trial.curve().lastEpoch()).isLessThan(2);
    }

    private static void assertCompleted(TrialLog... trials) {
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.state()).isEqualTo(JobLog.State.COMPLETED);
            assertThat(trial.curve().lastEpoch()).isEqualTo(EPOCHS);
        });
    }

    private static long crashes(Observer observer) {
        return observer.events().stream()
                .filter(event ->
                        event.fact() instanceof Fact.Released released && released.failure() == Failure.CRASHED)
                .count();
    }

    private static long lapses(Observer observer) {
        return observer.events().stream()
                .filter(event -> event.fact() instanceof Fact.Lapsed lapsed && lapsed.worker() != null)
                .count();
    }
}
