package dev.trialstream.benchmarks;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.Threshold;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/**
 * Speed of the judge: {@code benchmarks/judge}.
 *
 * <ul>
 *   <li>{@code latency BROKER}: from an epoch event handed to the producer to the decision that it causes consumed, at
 *       a hundred events a second
 *   <li>{@code fill BROKER EVENTS}: writes this number of events for {@code drain}
 *   <li>{@code drain BROKER}: throughput of a newly started judge on these events
 * </ul>
 */
public final class Judge {
    private static final Topics TOPICS = Topics.STANDARD;
    private static final int EPOCHS = 27;
    private static final Map<String, Double> METRICS = Map.of(
            "training_error", 0.1,
            "training_loss", 0.2,
            "validation_loss", 0.3,
            "validation_error_se", 0.01);

    public static void main(String[] args) throws Exception {
        ClientSettings settings = ClientSettings.of(args[1]);
        switch (args[0]) {
            case "latency" -> latency(settings);
            case "fill" -> fill(settings, Integer.parseInt(args[2]));
            default -> drain(settings);
        }
    }

    private static void latency(ClientSettings settings) throws Exception {
        int trials = 3000;
        int warmUp = 500;
        String study = "latency-" + ProcessHandle.current().pid();
        Map<String, Long> sent = new HashMap<>();
        List<Double> millis = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("bench"));
                KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(settings.reader("bench"))) {
            List<TopicPartition> partitions = reader.partitionsFor(TOPICS.decisions()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            partitions.forEach(reader::position);
            send(
                    producer,
                    study,
                    new Fact.Accepted(study(study, new Threshold(null, 0.5, null, 1).spec()), Policies.VERSION));
            for (int number = 1; number <= trials; number++) {
                begin(producer, study, number);
            }
            producer.flush();
            awaitDrained(settings); // started: the measurement is of a running judge with compiled code
            Thread feeder = new Thread(() -> {
                long next = System.nanoTime();
                for (int number = 1; number <= trials; number++) {
                    synchronized (sent) {
                        sent.put(Ids.trial(study, number), System.nanoTime());
                    }
                    send(producer, study, epoch(study, number, 1, 0.9));
                    next += 10_000_000;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            });
            feeder.start();
            int seen = 0;
            while (seen < trials) {
                for (var record : reader.poll(Duration.ofMillis(100))) {
                    long now = System.nanoTime();
                    Decision decision = Messages.read(record.value(), Decision.class);
                    if (decision.study().equals(study) && decision.type() == Decision.Type.STOP && ++seen > warmUp) {
                        synchronized (sent) {
                            millis.add((now - Objects.requireNonNull(sent.get(decision.job()))) / 1e6);
                        }
                    }
                }
            }
        }
        double[] sorted = millis.stream().mapToDouble(it -> it).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "event produced to decision consumed, 100 events/s, %d decisions: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    private static void fill(ClientSettings settings, int events) {
        Random random = new Random(1);
        int trials = 200;
        int written = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("bench"))) {
            for (int s = 1; written < events; s++) {
                String study = "drain-" + s;
                send(producer, study, new Fact.Accepted(study(study, new Asha(1, 3).spec()), Policies.VERSION));
                for (int number = 1; number <= trials; number++) {
                    begin(producer, study, number);
                    written += 3;
                }
                for (int epoch = 1; epoch <= EPOCHS && written < events; epoch++) {
                    // like trials with early stopping: a third continues after the rungs 1, 3 and 9
                    int left = epoch == 1 ? trials : epoch <= 3 ? trials / 3 : epoch <= 9 ? trials / 9 : trials / 27;
                    for (int number = 1; number <= left; number++, written++) {
                        send(
                                producer,
                                study,
                                epoch(study, number, epoch, (number + random.nextDouble()) / trials / epoch));
                    }
                }
                send(producer, study, new Fact.Ended(StudyState.COMPLETED, "every trial has ended"));
                written++;
            }
        }
    }

    /**
     * From the first committed position to the last. Before the first, the judge starts; in the first half, its code is
     * compiled.
     */
    private static void drain(ClientSettings settings) throws Exception {
        try (Admin admin = Admin.create(settings.admin())) {
            long end = 0;
            for (var offset : admin.listOffsets(latest(admin)).all().get().values()) {
                end += offset.offset();
            }
            long before = committed(admin);
            long first = 0;
            long began = 0;
            long halfway = 0;
            long half = 0;
            while (true) {
                long at = committed(admin);
                if (at > before && began == 0) {
                    began = System.nanoTime();
                    first = at;
                }
                if (began != 0 && halfway == 0 && at >= (first + end) / 2) {
                    halfway = System.nanoTime();
                    half = at;
                }
                if (at >= end) {
                    long now = System.nanoTime();
                    double seconds = (now - began) / 1e9;
                    System.out.printf(
                            Locale.ROOT,
                            "drained %d records on one thread: %.0f records/s from a cold start, %.0f records/s over the second half%n",
                            end - first,
                            (end - first) / seconds,
                            (end - half) / ((now - halfway) / 1e9));
                    return;
                }
                Thread.sleep(50);
            }
        }
    }

    private static void awaitDrained(ClientSettings settings) throws Exception {
        try (Admin admin = Admin.create(settings.admin())) {
            Map<TopicPartition, OffsetSpec> latest = latest(admin);
            long end = 0;
            for (var offset : admin.listOffsets(latest).all().get().values()) {
                end += offset.offset();
            }
            while (committed(admin) < end) {
                Thread.sleep(50);
            }
        }
    }

    private static Map<TopicPartition, OffsetSpec> latest(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        var topics =
                admin.describeTopics(List.of(TOPICS.events())).allTopicNames().get();
        Objects.requireNonNull(topics.get(TOPICS.events()))
                .partitions()
                .forEach(
                        info -> latest.put(new TopicPartition(TOPICS.events(), info.partition()), OffsetSpec.latest()));
        return latest;
    }

    private static long committed(Admin admin) throws Exception {
        long at = 0;
        for (var entry : admin.listConsumerGroupOffsets(Groups.judge(TOPICS))
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            at += entry.getValue() == null ? 0 : entry.getValue().offset();
        }
        return at;
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer, String study, int number) {
        String trial = Ids.trial(study, number);
        Parameters parameters = new Parameters(Map.of("learning_rate", 0.01, "units", 64, "optimizer", "adam"));
        send(producer, study, new Fact.Requested(trial, number, Role.SEARCH, parameters, number, "random"));
        send(producer, study, new Fact.Dispatched(trial, 1, "cpu"));
        send(producer, study, new Fact.Claimed(trial, 1, "w"));
    }

    private static Fact epoch(String study, int number, int epoch, double error) {
        Map<String, Double> metrics = new HashMap<>(METRICS);
        metrics.put("validation_error", error);
        String trial = Ids.trial(study, number);
        return new Fact.Epoch(trial, 1, "w", epoch, metrics, 1.5, 700, trial + "/epoch-" + epoch);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String study, Fact fact) {
        var record = Records.event(TOPICS, HistoryEvent.of(study, Instant.now(), "bench", null, fact));
        var unused = producer.send(record, (at, error) -> {
            if (error != null) {
                System.err.println("could not be written: " + error);
                System.exit(1);
            }
        });
    }

    private static Study study(String id, StoppingSpec stopping) {
        return Study.of(Study.builder(
                        id,
                        TrainerSpec.replay("curves", 0),
                        Objective.VALIDATION_ERROR,
                        new SearchSpec("random", 1),
                        stopping,
                        new Budget(3000, EPOCHS + 1, null, 2))
                .build());
    }
}
