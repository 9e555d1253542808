package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.pipeline.Provisioning;
import dev.trialstream.metrics.judge.Rejudgement;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.Median;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics-consumer is killed again and again, at random moments, while studies go on. */
@Tag("slow")
class JudgeCrashTest {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int TRIALS = 12;
    private static final int EPOCHS = 9;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Topics TOPICS = Topics.STANDARD;

    private final Random random = new Random(1);
    private final Map<String, List<HistoryEvent>> studies = new LinkedHashMap<>();

    @Test
    void however_often_it_is_killed_its_decisions_are_those_of_an_undisturbed_judge(@TempDir Path folder)
            throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Installation installation = Installation.ofBroker(folder)) {
            ClientSettings settings = ClientSettings.of(installation.bootstrapServers());
            Provisioning.prepare(settings, TOPICS);
            AtomicBoolean killing = new AtomicBoolean(true);
            Future<?> feeding = thread.submit(() -> feed(settings, killing));

            Service judge = installation.service("metrics").ready();
            for (int kill = 1; kill <= KILLS; kill++) {
                LockSupport.parkNanos(
                        Duration.ofMillis(50 + random.nextInt(1500)).toNanos()); // a random moment
                judge.killHard();
                judge = installation.service("metrics").ready();
            }
            killing.set(false);
            feeding.get();

            List<Decision> follows = new ArrayList<>();
            studies.forEach(
                    (study, events) -> follows.addAll(Rejudgement.everything(events, StoppingRules.onClassPath())));
            List<Decision> said = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> reader = decisions(settings)) {
                await().atMost(Duration.ofMinutes(2)).until(() -> {
                    reader.poll(Duration.ofMillis(200))
                            .forEach(record -> said.add(Messages.read(record.value(), Decision.class)));
                    return said.stream()
                                    .filter(decision -> decision.type() == Decision.Type.PROMOTE)
                                    .map(Decision::study)
                                    .distinct()
                                    .count()
                            == studies.size();
                });
            }
            int events = studies.values().stream().mapToInt(List::size).sum();
            System.out.println("killed " + KILLS + " times over " + events + " events of " + studies.size()
                    + " studies: " + said.size() + " decisions said, " + follows.size() + " follow");
            studies.keySet()
                    .forEach(study -> assertThat(of(study, said)).as(study).isEqualTo(of(study, follows)));
        } finally {
            thread.shutdownNow();
        }
    }

    private static List<Decision> of(String study, List<Decision> decisions) {
        return decisions.stream().filter(it -> it.study().equals(study)).toList();
    }

    private static KafkaConsumer<byte[], byte[]> decisions(ClientSettings settings) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(settings.reader("test"));
        List<TopicPartition> partitions = reader.partitionsFor(TOPICS.decisions()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    /** One study after the other, about a hundred events a second, until nobody is killed any more. */
    @SuppressWarnings("FutureReturnValueIgnored") // flushing the producer sends them
    private void feed(ClientSettings settings, AtomicBoolean killing) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("test"))) {
            while (killing.get() || studies.isEmpty()) {
                String study = "s" + (studies.size() + 1);
                List<HistoryEvent> events = events(study, studies.size());
                studies.put(study, events);
                for (HistoryEvent event : events) {
                    producer.send(Records.event(TOPICS, event));
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
                producer.flush();
            }
        }
    }

    private static List<HistoryEvent> events(String study, int seed) {
        Random random = new Random(seed);
        List<HistoryEvent> events = new ArrayList<>();
        StoppingSpec rule = seed % 2 == 0 ? new Asha(1, 2).spec() : new AshaPromote(1, 2).spec();
        events.add(event(study, new Fact.Accepted(study(study, rule), Policies.VERSION)));
        for (int number = 1; number <= TRIALS; number++) {
            String trial = Ids.trial(study, number);
            events.add(event(study, new Fact.Requested(trial, number, Role.SEARCH, Parameters.none(), 1, "random")));
            events.add(event(study, new Fact.Dispatched(trial, 1, "cpu")));
            events.add(event(study, new Fact.Claimed(trial, 1, "w")));
        }
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int number = 1; number <= TRIALS; number++) {
                Map<String, Double> metrics = Map.of("error", random.nextDouble() / epoch);
                events.add(event(
                        study,
                        new Fact.Epoch(Ids.trial(study, number), 1, "w", epoch, metrics, 1.5, 700, "c" + epoch)));
            }
        }
        for (int number = 1; number <= TRIALS; number++) {
            events.add(event(study, new Fact.Completed(Ids.trial(study, number), 1, "w", EPOCHS)));
        }
        events.add(event(study, new Fact.Searched(TRIALS, 0)));
        return events;
    }

    private static HistoryEvent event(String study, Fact fact) {
        return HistoryEvent.of(study, START, "test", null, fact);
    }

    private static Study study(String id, StoppingSpec stopping) {
        return Study.of(Study.builder(
                        id,
                        TrainerSpec.replay("curves", 0),
                        new Objective("error", Objective.Direction.MINIMIZE, Objective.At.BEST),
                        new SearchSpec("random", 1),
                        stopping,
                        new Budget(TRIALS, EPOCHS + 1, null, 2))
                .judging(new Judging(List.of(new Median(3, 4).spec()), 0))
                .build());
    }
}
