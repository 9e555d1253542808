package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is away in the middle of a study: once it does not answer, once it is gone. Then it is away for many delivery
 * time-outs of the workers' producers, while the data are profiled, a trial is trained and the winner is delivered.
 */
@Tag("slow")
class BrokerOutageTest {
    private static final int TRIALS = 6;
    private static final int EPOCHS = 24;
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 20));
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

    /** Five time-outs: with the client's default of two minutes, an outage of ten minutes. */
    @Test
    void an_outage_of_many_delivery_timeouts_fails_no_job() throws Exception {
        installation = Installation.in(folder);
        Path impatient = Files.writeString(folder.resolve("impatient.properties"), """
                kafka.producer.delivery.timeout.ms=4000
                kafka.producer.request.timeout.ms=2000
                kafka.producer.max.block.ms=3000
                """);
        String[] options = {"--slots", "1", "--command-config", impatient.toString()};
        installation.training("worker", options).ready();
        installation.training("worker", options).ready();
        Map<String, List<EpochPoint>> undisturbed;
        try (Observer observer = run("calm")) {
            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            undisturbed = Curves.of(observer);
        }
        try (Observer observer = run("long")) {
            outage(observer, "the profile", job -> job.equals(Ids.profileJob("long")));
            awaitTraining(observer);
            outage(observer, "training", job -> true);
            outage(observer, "the delivery", job -> job.equals(Ids.deliverJob("long")));
            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            Audit.everythingHappenedOnce(observer, TRIALS);
            assertThat(Curves.of(observer)).isEqualTo(undisturbed);
            assertThat(observer.events())
                    .extracting(HistoryEvent::fact)
                    .noneMatch(fact -> fact instanceof Fact.Failed
                            || fact instanceof Fact.GivenUp
                            || (fact instanceof Fact.Released released && released.failure() != null))
                    .anyMatch(fact -> fact instanceof Fact.Delivered);
        }
        System.out.println(
                "outage: three of " + OUTAGE.toSeconds() + " s, five delivery time-outs each: nothing failed");
        accountedFor = true;
    }

    private void outage(Observer observer, String during, Predicate<String> job) throws Exception {
        if (!during.equals("training")) {
            observer.await(
                    during,
                    PATIENCE,
                    event -> event.fact() instanceof Fact.Dispatched dispatched && job.test(dispatched.job()));
        }
        installation.theBroker().killHard();
        Instant back = Instant.now().plus(OUTAGE);
        observer.readUntil(back, () -> false);
        installation.broker();
    }

    @Test
    void twenty_seconds_without_a_broker_neither_lose_nor_double_a_trial() throws Exception {
        installation = Installation.in(folder);
        installation.training("worker", "--slots", "1").ready();
        installation.training("worker", "--slots", "1").ready();
        Map<String, List<EpochPoint>> undisturbed;
        try (Observer observer = run("calm")) {
            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
            undisturbed = Curves.of(observer);
        }
        try (Observer observer = run("frozen")) {
            awaitTraining(observer);
            installation.theBroker().freeze();
            int before = observer.events().size();
            Instant back = Instant.now().plus(OUTAGE);
            observer.readUntil(back, () -> false);
            assertThat(observer.events().size() - before)
                    .as("what was on its way")
                    .isLessThan(50);
            installation.theBroker().thaw();
            check(observer, back, undisturbed);
        }
        try (Observer observer = run("killed")) {
            awaitTraining(observer);
            installation.theBroker().killHard();
            Instant back = Instant.now().plus(OUTAGE);
            observer.readUntil(back, () -> false);
            installation.broker();
            check(observer, back, undisturbed);
        }
        accountedFor = true;
    }

    private static void awaitTraining(Observer observer) {
        observer.await(
                "an epoch",
                PATIENCE,
                event -> event.fact() instanceof Fact.Epoch epoch
                        && epoch.epoch() >= 3
                        && epoch.epoch() < EPOCHS / 2
                        && observer.log().job(epoch.job()).map(JobLog::state).orElseThrow() == JobLog.State.RUNNING);
    }

    private static void check(Observer observer, Instant back, Map<String, List<EpochPoint>> undisturbed) {
        observer.await(
                "an epoch after the outage",
                PATIENCE,
                event -> event.fact() instanceof Fact.Epoch && event.time().isAfter(back));
        Duration pause = Duration.between(back, observer.lastSeen());
        if (observer.log().ended().isEmpty()) {
            observer.await("the end", PATIENCE, event -> event.fact() instanceof Fact.Ended);
        }
        Audit.everythingHappenedOnce(observer, TRIALS);
        assertThat(observer.events().stream()
                        .map(HistoryEvent::fact)
                        .filter(Fact.Completed.class::isInstance)
                        .map(fact -> ((Fact.Completed) fact).job())
                        .filter(job -> observer.log().job(job).isPresent()))
                .doesNotHaveDuplicates();
        assertThat(Curves.of(observer)).isEqualTo(undisturbed);
        long lapsed = observer.events().stream()
                .filter(event -> event.fact() instanceof Fact.Lapsed)
                .count();
        System.out.println("outage: " + OUTAGE.toSeconds() + " s without a broker, the next epoch " + pause.toMillis()
                + " ms after it was back, " + lapsed + " leases lapsed; " + TRIALS
                + " trials as in the undisturbed run, each once");
    }

    private Observer run(String study) throws Exception {
        installation.submit("""
                study: %s
                data: {csv: digits.csv, target: digit}
                search: {algorithm: random, seed: 7}
                space: {units: {type: int, min: 8, max: 32}, layers: {type: int, min: 1, max: 2}}
                stopping: {rule: none}
                promotion: {confirm: none}
                budget: {trials: %d, epochs: %d, parallel: 2}
                """.formatted(study, TRIALS, EPOCHS));
        return new Observer(installation.bootstrapServers(), study);
    }
}
