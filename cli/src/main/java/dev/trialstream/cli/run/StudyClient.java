package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.StudyRequest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** A client of the pipeline: publishes a study and follows its history, only through topics. */
final class StudyClient {
    private final Backend backend;

    StudyClient(Backend backend) {
        this.backend = backend;
    }

    /**
     * Publishes a study and follows it until it has ended or is paused.
     *
     * @param published called once it is published
     * @return the complete history of the study
     * @throws UserError if the study is refused
     */
    StudyLog run(StudyRequest request, StudyWatch watch, Runnable published) {
        String study = Optional.ofNullable(request.study()).orElseThrow();
        try (Follower follower = Follower.fromNow(backend.settings(), backend.topics(), study)) {
            String submission = publish(study, "Study", request);
            published.run();
            return follow(follower, submission, watch::saw, StudyClient::rests);
        }
    }

    /** The current state of the study, in a {@link Follower} that can read on. */
    Follower find(String study) {
        return Follower.upToNow(backend.settings(), backend.topics(), study);
    }

    /** Resumes the study of {@code follower}, and follows it until it has ended or is paused again. */
    StudyLog resume(Follower follower, StudyWatch watch, Runnable published) {
        String command = command(new Command.Resume(follower.log().study()));
        published.run();
        Set<String> obeyed = new HashSet<>();
        BiConsumer<HistoryEvent, StudyLog> both = (event, log) -> {
            if (event.fact() instanceof Fact.Commanded commanded) {
                obeyed.add(commanded.submission());
            }
            watch.saw(event, log);
        };
        return follow(follower, command, both, log -> obeyed.contains(command) && rests(log));
    }

    /** Requests a pause and returns once the request is published. */
    void pause(String study) {
        command(new Command.Pause(study));
    }

    private String command(Command command) {
        return publish(command.study(), "Command", command);
    }

    private static boolean rests(StudyLog log) {
        boolean idle = log.jobs().stream().noneMatch(job -> job.state() == JobLog.State.RUNNING);
        return log.ended().isPresent() || (log.isPaused() && idle);
    }

    private StudyLog follow(
            Follower follower, String submission, BiConsumer<HistoryEvent, StudyLog> watch, Predicate<StudyLog> done) {
        while (!done.test(follower.log())) {
            follower.poll(event -> {
                refuseRejected(event, submission);
                watch.accept(event, follower.log());
            });
            rethrow(backend.failure());
        }
        return follower.log();
    }

    private String publish(String study, String type, Object message) {
        String id = UUID.randomUUID().toString();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(backend.settings().producer("study-client"))) {
            producer.send(Records.record(backend.topics().studies(), study, id, type, "cli", Messages.write(message)))
                    .get();
            return id;
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
