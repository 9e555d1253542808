package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Partitioning;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.StudyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** A user of the pipeline: publishes a study and follows its history, by topics alone. */
public final class StudyClient {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;

    public StudyClient(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /**
     * Publishes a study and follows it to its end.
     *
     * @param failure ends the wait where the pipeline breaks down
     * @return the whole history of the study
     * @throws UserError where the study is turned down
     */
    public StudyLog run(StudyRequest request, StudyWatch watch, CompletableFuture<Void> failure) {
        String study = Optional.ofNullable(request.study()).orElseThrow();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("study-client"))) {
            int partitions = consumer.partitionsFor(topics.events()).size();
            TopicPartition partition = new TopicPartition(topics.events(), Partitioning.of(study, partitions));
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
            String submission = publish(study, request);
            StudyLog log = new StudyLog(study);
            while (log.ended().isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    ownEvent(record, study).ifPresent(event -> {
                        refuseRejected(event, submission);
                        log.apply(event);
                        watch.saw(event, log);
                    });
                }
                rethrow(failure);
            }
            return log;
        }
    }

    private static Optional<HistoryEvent> ownEvent(ConsumerRecord<byte[], byte[]> record, String study) {
        try {
            return Optional.of(Messages.readEvent(record.value()))
                    .filter(event -> event.study().equals(study));
        } catch (Messages.UnreadableMessage foreign) {
            return Optional.empty();
        }
    }

    private String publish(String study, StudyRequest request) {
        String submission = UUID.randomUUID().toString();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("study-client"))) {
            producer.send(Records.record(
                            topics.studies(), study, submission, "Study", "cli", Messages.write((Object) request)))
                    .get();
            return submission;
        } catch (ExecutionException e) {
            throw new KafkaException("the study could not be published", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private static void refuseRejected(HistoryEvent event, String submission) {
        if (event.fact() instanceof Fact.Rejected rejected
                && rejected.submission().equals(submission)) {
            throw UserError.badInput(rejected.field() + ": " + rejected.reason());
        }
    }

    private static void rethrow(CompletableFuture<Void> failure) {
        if (failure.isCompletedExceptionally()) {
            try {
                failure.join();
            } catch (CompletionException e) {
                throw UserError.failure(
                        String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
            }
        }
    }
}
