package dev.trialstream.cli.study;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.Follower;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Publishes to the inboxes, and follows the history until the outcome is known. */
final class InboxClient {
    private static final String SOURCE = "cli";

    private final ClientSettings settings;
    private final Topics topics;
    private final Duration patience;

    /** @param patience maximum time to wait for the orchestrator */
    InboxClient(ClientSettings settings, Topics topics, Duration patience) {
        this.settings = settings;
        this.topics = topics;
        this.patience = patience;
    }

    /**
     * Publishes a message about {@code study}.
     *
     * @param submission id of the message
     * @param type of the message, in camel case
     * @return the study when the message had been accepted
     * @throws UserError if it was refused, or no orchestrator answers
     */
    StudyLog publish(String topic, String study, String submission, String type, byte[] message) {
        try (Follower follower = Follower.upToNow(settings, topics, study);
                SummaryTail summaries = SummaryTail.fromNow(settings, topics, study, follower.partition())) {
            CommandOutcome outcome = new CommandOutcome(submission, follower.log());
            send(Records.record(topic, study, submission, type, SOURCE, message));
            long deadline = System.nanoTime() + patience.toNanos();
            while (!outcome.isKnown()) {
                follower.poll(event -> outcome.saw(event, follower.log()));
                if (outcome.awaitedSummary().filter(summaries::has).isPresent()) {
                    hearOut(follower, summaries.endOfHistory(), outcome);
                }
                if (!outcome.isKnown() && System.nanoTime() > deadline) {
                    throw nobodyAnswers(study, outcome);
                }
            }
            outcome.rejected().ifPresent(rejected -> {
                throw turnedDown(study, rejected);
            });
            return follower.log();
        }
    }

    private static void hearOut(Follower follower, long end, CommandOutcome outcome) {
        while (!follower.hasRead(end) && !outcome.isKnown()) {
            follower.poll(event -> outcome.saw(event, follower.log()));
        }
        if (!outcome.isKnown()) {
            outcome.heardOut();
        }
    }

    private UserError nobodyAnswers(String study, CommandOutcome outcome) {
        return UserError.failure("study " + study + ": "
                + (outcome.isCarried() ? "nobody answered" : "nobody took it up")
                + " within " + patience.toSeconds()
                + " s; it is published, and an orchestrator answers it once one runs");
    }

    private static UserError turnedDown(String study, Fact.Rejected rejected) {
        boolean whole = rejected.field().equals("study") || rejected.field().equals("command");
        return UserError.badInput("study " + study + ": " + (whole ? "" : rejected.field() + ": ") + rejected.reason());
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("study-client"))) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException("the message could not be published", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
