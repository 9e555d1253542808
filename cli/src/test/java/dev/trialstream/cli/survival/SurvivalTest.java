package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real processes, of which one of each kind is killed in the middle of a study. */
@Tag("slow")
class SurvivalTest {
    private static final int TRIALS = 24;
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * The lease is four ticks of one second, plus two seconds. This figure is only reported, because a busy machine may
     * exceed it.
     */
    private static final Duration PROMISED = Duration.ofSeconds(6);

    /** Kept if the test fails: the output of the processes is the only trace of the cause. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Deque<Service> started = new ArrayDeque<>();
    private final List<String> report = new ArrayList<>();
    private boolean accountedFor;

    @AfterEach
    void end() {
        started.forEach(Service::close);
        report.forEach(System.out::println);
        if (!accountedFor) {
            started.forEach(service -> service.lastWords().forEach(System.out::println));
        }
    }

    @Test
    void every_trial_is_accounted_for_once_whoever_is_killed() throws Exception {
        int port = freePort();
        Service broker = broker(port);
        String bootstrap = "127.0.0.1:" + port;
        Service orchestrator = service("orchestrator", bootstrap).ready();
        Service metrics = service("metrics", bootstrap).ready();
        Map<String, Service> workers = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            Service worker = worker(bootstrap).ready();
            workers.put(nameOf(worker), worker);
        }
        Service client = client(bootstrap);
        String study = "survivor";
        try (Observer observer = new Observer(bootstrap, study)) {
            killAWorker(observer, workers);
            freezeAWorker(observer, workers);
            refuseToResumeWhatIsRunning(bootstrap);

            orchestrator.killHard();
            Instant orchestratorDied = Instant.now();
            service("orchestrator", bootstrap);
            awaitAfter(observer, orchestratorDied, "orchestrator killed: next dispatch", Fact.Dispatched.class);

            metrics.killHard();
            Instant judgeDied = Instant.now();
            service("metrics", bootstrap);
            observer.await(
                    "a stop that was decided after the judge's death",
                    SOON,
                    event -> event.fact() instanceof Fact.Stopped stopped
                            && stopped.decision().time().isAfter(judgeDied));
            tell("metrics-consumer killed: next stop", judgeDied, observer.lastSeen());

            broker.killHard();
            Instant brokerDied = Instant.now();
            broker(port);
            awaitAfter(observer, brokerDied, "broker killed: next dispatch", Fact.Dispatched.class);

            if (observer.log().ended().isEmpty()) {
                observer.await("the end", Duration.ofMinutes(4), event -> event.fact() instanceof Fact.Ended);
            }
            Audit.everythingHappenedOnce(observer, TRIALS);
        }
        assertThat(client.awaitEnd(Duration.ofSeconds(30))).as(client.err()).isZero();
        JsonNode result = Json.json().readTree(client.out());
        assertThat(result.get("trials").get("total").intValue()).isEqualTo(TRIALS);
        assertThat(result.get("best").get("confirmed").get("trials").intValue()).isEqualTo(3);
        accountedFor = true;
        report.add("study " + result.get("state").stringValue() + " in " + result.get("seconds") + " s");
    }

    /** Its trial continues elsewhere, because a slot is free. */
    private void killAWorker(Observer observer, Map<String, Service> workers) throws Exception {
        boolean inTime = false;
        while (!inTime) {
            Fact.Epoch epoch = epochToBeInterrupted(observer);
            workers.remove(epoch.worker()).killHard();
            inTime = ranOnElsewhere(observer, epoch, "worker killed", Instant.now());
            addWorker(observer, workers);
        }
    }

    private void freezeAWorker(Observer observer, Map<String, Service> workers) throws Exception {
        boolean inTime = false;
        while (!inTime) {
            Fact.Epoch epoch = epochToBeInterrupted(observer);
            Service frozen = workers.get(epoch.worker());
            frozen.freeze();
            inTime = ranOnElsewhere(observer, epoch, "worker frozen", Instant.now());
            frozen.thaw();
        }
        report.add("worker thawed");
    }

    private void addWorker(Observer observer, Map<String, Service> workers) throws Exception {
        Service another = worker(observer.bootstrapServers()).ready();
        workers.put(nameOf(another), another);
    }

    private void refuseToResumeWhatIsRunning(String bootstrap) throws Exception {
        Service resume = start(
                "resume",
                "resume",
                "survivor",
                "--bootstrap-servers",
                bootstrap,
                "--no-services",
                "--data-dir",
                folder.toString());
        assertThat(resume.awaitEnd(SOON)).isEqualTo(2);
        assertThat(resume.err()).startsWith("error: study survivor: is running (worker-");
    }

    private Fact.Epoch epochToBeInterrupted(Observer observer) {
        HistoryEvent event = observer.await(
                "an epoch of a trial that goes on",
                SOON,
                it -> it.fact() instanceof Fact.Epoch epoch
                        && epoch.epoch() >= 3
                        && epoch.epoch() <= 20
                        && observer.log().job(epoch.job()).map(JobLog::state).orElseThrow() == JobLog.State.RUNNING);
        return (Fact.Epoch) event.fact();
    }

    /**
     * Waits until the trial is claimed by another worker; false if its own worker had reported its end before it was
     * interrupted, so that nothing remains to continue.
     */
    private boolean ranOnElsewhere(Observer observer, Fact.Epoch last, String what, Instant since) {
        HistoryEvent next = observer.await(
                last.job() + " claimed again",
                SOON,
                event -> event.fact() instanceof Fact.OfJob fact
                        && fact.job().equals(last.job())
                        && (isEnd(fact) || (fact instanceof Fact.Claimed && fact.attempt() > last.attempt())));
        if (!(next.fact() instanceof Fact.Claimed)) {
            report.add(what + ": " + last.job() + " had just ended, so another one is taken");
            return false;
        }
        Duration elsewhere = Duration.between(since, observer.lastSeen());
        tell(what + ": its trial ran on elsewhere", since, observer.lastSeen());
        report.add(
                "promised " + PROMISED.toMillis() + " ms: " + (elsewhere.compareTo(PROMISED) <= 0 ? "kept" : "MISSED"));
        assertThat(elsewhere).as("a lease that lapses at all").isLessThan(PROMISED.multipliedBy(3));
        return true;
    }

    private static boolean isEnd(Fact.OfJob fact) {
        return fact instanceof Fact.Completed || fact instanceof Fact.Stopped || fact instanceof Fact.Failed;
    }

    /** Waits for an answer to an event after {@code since}; the answer has the time of its cause. */
    private void awaitAfter(Observer observer, Instant since, String what, Class<? extends Fact> kind) {
        observer.await(
                what,
                SOON,
                event -> kind.isInstance(event.fact()) && event.time().isAfter(since));
        tell(what, since, observer.lastSeen());
    }

    private void tell(String what, Instant since, Instant seen) {
        report.add(what + " after " + Duration.between(since, seen).toMillis() + " ms");
    }

    private Service broker(int port) {
        return start(
                        "broker",
                        "broker",
                        "--port",
                        String.valueOf(port),
                        "--data-dir",
                        folder.resolve("broker").toString())
                .ready();
    }

    private Service service(String name, String bootstrap) {
        return start(name, name, "--bootstrap-servers", bootstrap);
    }

    private Service worker(String bootstrap) {
        return start(
                "worker",
                "worker",
                "--bootstrap-servers",
                bootstrap,
                "--slots",
                "1",
                "--data-root",
                digits().getParent().toString(),
                "--store",
                folder.resolve("store").toString());
    }

    private Service client(String bootstrap) throws Exception {
        Path study = folder.resolve("survivor.yaml");
        java.nio.file.Files.writeString(
                study,
                String.join(
                        "\n",
                        "study: survivor",
                        "data: {csv: " + digits() + ", target: digit}",
                        "fixed: {activation: relu}", // a swish may diverge at the searched rates
                        "stopping: {rule: asha, min: 3, reduction: 2}",
                        "budget: {trials: " + TRIALS + ", epochs: 27, parallel: 2}",
                        ""));
        return start(
                "client",
                "run",
                study.toString(),
                "--bootstrap-servers",
                bootstrap,
                "--no-services",
                "--data-dir",
                folder.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--json");
    }

    private Service start(String name, String... args) {
        Service service = Service.start(folder, name, args);
        started.push(service);
        return service;
    }

    private static String nameOf(Service worker) {
        return worker.readyLine().orElseThrow().replaceFirst("^ready worker (\\S+) .*", "$1");
    }

    private static Path digits() {
        Path folder = Path.of("").toAbsolutePath();
        while (!java.nio.file.Files.exists(folder.resolve("examples/digits.csv"))) {
            folder = folder.getParent();
        }
        return folder.resolve("examples/digits.csv");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
