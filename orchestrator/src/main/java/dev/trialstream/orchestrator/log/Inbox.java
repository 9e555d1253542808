package dev.trialstream.orchestrator.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.study.Incoming;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.PolicyReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what an incoming record becomes: an event of a history, a dead letter, or nothing. Uses no Kafka clients. */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final String SOURCE = "orchestrator";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Topics topics;
    private final IncomingReader reader;
    private final Supplier<Optional<Pool>> pool;
    private final InstantSource clock;

    /**
     * @param policies used to read input
     * @param pool of workers, to check that they have a study's trainer
     */
    Inbox(Topics topics, PolicyReader policies, Supplier<Optional<Pool>> pool, InstantSource clock) {
        this.topics = topics;
        this.reader = new IncomingReader(policies);
        this.pool = pool;
        this.clock = clock;
    }

    /** A record for the dead letters, and the reason. */
    record Aside(ConsumerRecord<byte[], byte[]> record, String reason) {}

    /** The result for a record; both parts are null if the record is irrelevant here. */
    record Carried(
            @Nullable ProducerRecord<byte[], byte[]> event,
            @Nullable Aside letter) {
        static final Carried NOWHERE = new Carried(null, null);
    }

    Carried carry(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (!record.topic().equals(topics.decisions())) {
                return incoming(record);
            }
            return Imports.isImported(record.headers()) ? Carried.NOWHERE : decision(record);
        } catch (InvalidStudy e) {
            LOG.warn("{}: {}", shown(record), e.getMessage());
            return malformed(record, e);
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("{}: {}", shown(record), e.getMessage());
            return letter(record, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A bug in our reader must not end the loop: the same record would end it again.
            LOG.error("{} could not be read", shown(record), e);
            return letter(record, "could not be read: " + e);
        }
    }

    private Carried incoming(ConsumerRecord<byte[], byte[]> record) {
        String submission = submission(record);
        Incoming incoming = record.topic().equals(topics.studies())
                ? reader.study(record.value())
                : reader.trial(record.value(), () -> Ids.ofOneTrial(submission));
        Fact fact;
        if (incoming instanceof Incoming.NewStudy it) {
            fact = submitted(it, submission, record);
        } else {
            fact = new Fact.Commanded(((Incoming.OnStudy) incoming).command(), submission, origin(record));
        }
        return event(HistoryEvent.of(incoming.study(), clock.instant(), SOURCE, submission, fact));
    }

    /**
     * On refusal, also writes a {@code malformed} event, so that clients waiting for the study see why. This includes a
     * study that only its submission names.
     */
    private Fact submitted(Incoming.NewStudy incoming, String submission, ConsumerRecord<byte[], byte[]> record) {
        try {
            pool.get().ifPresent(now -> now.check(incoming.request().trainer()));
            return new Fact.Submitted(incoming.request(), submission, origin(record));
        } catch (InvalidStudy e) {
            LOG.warn("{}: {}", shown(record), e.getMessage());
            return new Fact.Malformed(submission, e.field(), e.complaint(), origin(record));
        }
    }

    /** If it names a study, its history gets an event, and the owner of the partition sets the record aside. */
    private Carried malformed(ConsumerRecord<byte[], byte[]> record, InvalidStudy e) {
        Optional<String> study = IncomingReader.studyNamedBy(record.value());
        if (study.isEmpty()) {
            return letter(record, e.getMessage());
        }
        String submission = submission(record);
        Fact fact = new Fact.Malformed(submission, e.field(), e.complaint(), origin(record));
        return event(HistoryEvent.of(study.get(), clock.instant(), SOURCE, submission, fact));
    }

    private Carried decision(ConsumerRecord<byte[], byte[]> record) {
        Decision decision = Messages.read(record.value(), Decision.class);
        Optional<Fact> fact = switch (decision.type()) {
            case PROMOTE -> Optional.of(new Fact.Promoted((Decision.Promote) decision));
            case CONFIRM -> Optional.of(new Fact.Nominated((Decision.Confirm) decision));
            case RESUME -> Optional.of(new Fact.Resumed((Decision.Resume) decision));
            case RETIRE -> Optional.of(new Fact.Retired((Decision.Retire) decision));
            case STOP, PAUSE, SUSPEND, FENCE -> Optional.empty(); // workers obey these directly
            case DIAGNOSE -> Optional.empty();
        };
        return fact.map(it -> HistoryEvent.of(decision.study(), decision.time(), SOURCE, decision.id(), it))
                .map(this::event)
                .orElse(Carried.NOWHERE);
    }

    private Carried event(HistoryEvent event) {
        return new Carried(Records.event(topics, event), null);
    }

    private static Carried letter(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new Carried(null, new Aside(record, reason));
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    private static String shown(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** The publisher's id, so that publishing twice is submitting once; otherwise the position in the inbox. */
    private static String submission(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_id");
        String id = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        return ID.matcher(id).matches() ? id : shown(record);
    }
}
