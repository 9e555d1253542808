package dev.trialstream.orchestrator.log;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.CommandReader;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what comes from outside into the history: studies that users publish, and promotions that the judge decides.
 * Each becomes an event whose id derives from the record, so that carrying it twice states the same fact; therefore
 * plain writes, acknowledged before the offsets are committed, are enough. What cannot be read goes whole to the
 * dead-letter topic, with the reason, and the stream goes on.
 */
public final class InboxReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String SOURCE = "orchestrator";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final ClientSettings settings;
    private final Topics topics;
    private final BooleanSupplier running;
    private final Clock clock;

    public InboxReader(ClientSettings settings, Topics topics, BooleanSupplier running, Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings.groupReader("orchestrator-inbox", Groups.inbox(topics)));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("orchestrator-inbox"))) {
            consumer.subscribe(List.of(topics.studies(), topics.decisions()));
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    continue;
                }
                var sent = new java.util.ArrayList<java.util.concurrent.Future<?>>();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    for (ProducerRecord<byte[], byte[]> carried : carry(record)) {
                        sent.add(producer.send(carried));
                    }
                }
                for (var acknowledged : sent) {
                    acknowledged.get();
                }
                consumer.commitSync();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the inbox could not be carried into the history", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProducerRecord<byte[], byte[]>> carry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.topic().equals(topics.studies()) ? study(record) : decision(record);
        } catch (InvalidStudy | Messages.UnreadableMessage e) {
            LOG.warn("{}: {}", origin(record), e.getMessage());
            return List.of(DeadLetter.of(topics, record, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // A fault of our own reader: should it end the loop, the same record would end it again.
            LOG.error("{} could not be read", origin(record), e);
            return List.of(DeadLetter.of(topics, record, "could not be read: " + e));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> study(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new InvalidStudy("study", "expected a study as JSON, got nothing");
        }
        String submission = submission(record);
        Optional<Command> command = CommandReader.json(record.value());
        if (command.isPresent()) {
            Fact commanded = new Fact.Commanded(command.get(), submission);
            return List.of(Records.event(
                    topics, HistoryEvent.of(command.get().study(), clock.instant(), SOURCE, submission, commanded)));
        }
        StudyRequest request = StudyReader.json(record.value());
        String study = request.study();
        if (study == null) {
            throw new InvalidStudy("study", "expected the id of the study, but it is missing");
        }
        Fact fact = new Fact.Submitted(request, submission);
        return List.of(Records.event(topics, HistoryEvent.of(study, clock.instant(), SOURCE, submission, fact)));
    }

    private List<ProducerRecord<byte[], byte[]>> decision(ConsumerRecord<byte[], byte[]> record) {
        Decision decision = Messages.read(record.value(), Decision.class);
        Fact fact;
        if (decision.type() == Decision.Type.PROMOTE) {
            fact = new Fact.Promoted(decision);
        } else if (decision.type() == Decision.Type.CONFIRM) {
            fact = new Fact.Nominated(decision);
        } else {
            return List.of(); // workers obey the others themselves
        }
        return List.of(
                Records.event(topics, HistoryEvent.of(decision.study(), decision.time(), SOURCE, decision.id(), fact)));
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** As its publisher calls it, so that publishing it twice is submitting it once; or else its place in the inbox. */
    private static String submission(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_id");
        String id = header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return ID.matcher(id).matches() ? id : origin(record);
    }
}
