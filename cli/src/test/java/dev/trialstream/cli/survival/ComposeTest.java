package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image and the compose file, with workers that come, are killed, and go while a study runs. */
@Tag("container")
class ComposeTest {
    private static final int TRIALS = 24;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String STUDY = """
            {"study": "composed", "data": {"csv": "digits.csv", "target": "digit"},
             "space": {"learning_rate": {"type": "float", "min": 0.0001, "max": 0.001, "scale": "log"}},
             "search": {"algorithm": "random"}, "stopping": {"rule": "none"}, "promotion": {"confirm": "none"},
             "budget": {"trials": %d, "epochs": 27, "parallel": 2}}
            """.formatted(TRIALS);

    private final Set<String> workers = new HashSet<>();
    private Instant since = Instant.now();

    @Test
    void workers_are_scaled_up_killed_and_scaled_down_and_every_trial_is_accounted_for_once() throws Exception {
        Optional<List<String>> command = Compose.command();
        if (command.isEmpty()) {
            System.out.println("compose: SKIPPED, no container engine answers here");
        }
        Assumptions.assumeTrue(command.isPresent(), "no container engine answers here");
        try (Compose compose = new Compose(command.orElseThrow())) {
            try {
                live(compose);
            } catch (Exception | AssertionError e) {
                compose.lastWords();
                throw e;
            }
        }
    }

    private void live(Compose compose) throws Exception {
        clock();
        compose.up(1);
        compose.awaitHealth();
        tell("up and healthy");
        assertThat(publish(compose, "somebody else's token")).isEqualTo(401);
        assertThat(publish(compose, Compose.TOKEN)).isEqualTo(201);
        clock();
        try (Observer observer = new Observer(compose.bootstrapServers(), "composed")) {
            observer.await("an epoch", PATIENCE, this::isOfNewWorker);
            tell("published, first epoch");

            clock();
            compose.up(2);
            String second = worker(observer.await("an epoch of a new worker", PATIENCE, this::isOfNewWorker));
            tell("scaled to 2, first epoch of the second worker");

            observer.await("a trial in its midst", PATIENCE, event -> isYoung(event, second));
            clock();
            compose.killWorker(second);
            HistoryEvent lapsed = observer.await("the lease of " + second, PATIENCE, event -> isLapsed(event, second));
            String job = ((Fact.Lapsed) lapsed.fact()).job();
            observer.await("its trial elsewhere", PATIENCE, event -> isClaim(event, job));
            tell("worker killed, its trial claimed elsewhere");

            clock();
            compose.up(2);
            observer.await("an epoch of a new worker", PATIENCE, this::isOfNewWorker);
            tell("scaled to 2 again, first epoch of the third worker");

            clock();
            compose.up(1);
            tell("scaled to 1, the worker had left");
            observer.await("the end", Duration.ofMinutes(6), event -> event.fact() instanceof Fact.Ended);
            account(observer);
        }
    }

    private static void account(Observer observer) {
        Audit.everythingHappenedOnce(observer, TRIALS);
        List<TrialLog> search = observer.log().trials(Role.SEARCH);
        assertThat(search).extracting(TrialLog::state).containsOnly(JobLog.State.COMPLETED);
        assertThat(observer.events())
                .extracting(HistoryEvent::fact)
                .filteredOn(Fact.Ended.class::isInstance)
                .singleElement()
                .extracting(fact -> ((Fact.Ended) fact).state())
                .isEqualTo(StudyState.COMPLETED);
        assertThat(count(observer, Fact.Released.class))
                .as("trials given back by the worker that was sent away")
                .isPositive();
        System.out.printf(
                "compose: %d trials, each completed once; %d attempts, %d leases lapsed, %d trials given back%n",
                search.size(),
                count(observer, Fact.Dispatched.class),
                count(observer, Fact.Lapsed.class),
                count(observer, Fact.Released.class));
    }

    private static long count(Observer observer, Class<? extends Fact> kind) {
        return observer.events().stream()
                .map(HistoryEvent::fact)
                .filter(kind::isInstance)
                .count();
    }

    private static int publish(Compose compose, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(compose.http() + "/v1/studies"))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(STUDY))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** An epoch of a worker of which none has been seen. */
    private boolean isOfNewWorker(HistoryEvent event) {
        return event.fact() instanceof Fact.Epoch epoch && workers.add(epoch.worker());
    }

    private static boolean isYoung(HistoryEvent event, String worker) {
        return event.fact() instanceof Fact.Epoch epoch && epoch.worker().equals(worker) && epoch.epoch() < 10;
    }

    private static boolean isLapsed(HistoryEvent event, String worker) {
        return event.fact() instanceof Fact.Lapsed lapsed && worker.equals(lapsed.worker());
    }

    private static boolean isClaim(HistoryEvent event, String job) {
        return event.fact() instanceof Fact.Claimed claimed && claimed.job().equals(job) && claimed.attempt() > 1;
    }

    private static String worker(HistoryEvent event) {
        return ((Fact.Epoch) event.fact()).worker();
    }

    private void clock() {
        since = Instant.now();
    }

    private void tell(String what) {
        System.out.printf(
                "compose: %s after %.1f s%n",
                what, Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
