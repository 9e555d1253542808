package dev.trialstream.cli.exchange;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.Follower;
import dev.trialstream.orchestrator.study.Summaries;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Imports a study that has ended elsewhere into a log: its records with their ids, keys and headers, marked as
 * imported, and its summary. Everything commits in one transaction under one transactional id. So nobody ever reads a
 * part, and of two simultaneous imports the later one fences the earlier.
 */
final class Importer {
    /** A killed import blocks the readers of the history for at most this time, or until the next import. */
    private static final String LONGEST_MS = "60000";

    private final ClientSettings settings;
    private final Topics topics;

    Importer(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /**
     * @param from name of the source, for errors
     * @throws UserError if it has not ended, or the name is taken
     */
    void bring(History history, String from, String sha256) {
        checkEnded(history.log(), from);
        Properties transactional = settings.transactionalProducer(Groups.imports(topics));
        transactional.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_MS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(transactional)) {
            producer.initTransactions();
            int partition = freePartition(history.study());
            producer.beginTransaction();
            history.records(topics, partition).forEach(record -> send(producer, Imports.marked(record, sha256)));
            send(producer, summary(history, partition));
            producer.commitTransaction();
        }
    }

    private static void checkEnded(StudyLog log, String from) {
        if (log.submitted().isEmpty()) {
            throw UserError.badInput(from + ": expected the whole history of study " + log.study()
                    + ", but it does not begin with its submission");
        }
        if (log.isDeleted()) {
            throw UserError.badInput(from + ": study " + log.study() + " was deleted where it comes from");
        }
        if (log.ended().isEmpty()) {
            throw UserError.badInput(from + ": study " + log.study() + " is "
                    + log.state().name().toLowerCase(Locale.ROOT)
                    + ", and a study can be imported once it has ended; let it end or stop it, and export it again");
        }
    }

    /** The partition for the study, which must not contain it yet. */
    private int freePartition(String study) {
        try (Follower follower = Follower.upToNow(settings, topics, study)) {
            if (follower.log().submitted().isPresent()) {
                throw UserError.badInput("study " + study + ": exists on " + settings.bootstrapServers() + " already ("
                        + (follower.log().isDeleted()
                                ? "deleted"
                                : follower.log().state().name().toLowerCase(Locale.ROOT))
                        + "); a history is imported once, under the name it has");
            }
            return follower.partition();
        }
    }

    private ProducerRecord<byte[], byte[]> summary(History history, int partition) {
        ProducerRecord<byte[], byte[]> record = Records.record(
                topics.summaries(),
                history.study(),
                history.study() + "/summary",
                "StudySummary",
                "cli",
                Messages.write(Summaries.of(history.log(), history.last())));
        return new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit reports any failure
    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }
}
