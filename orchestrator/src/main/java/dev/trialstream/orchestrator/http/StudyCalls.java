package dev.trialstream.orchestrator.http;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.view.HistoryWriter;
import dev.trialstream.orchestrator.view.StudyBook;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.answer.TrialAnswer;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.CommandReader;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.PolicyReader;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, reads and commands studies over HTTP. A request is written as a fact first; then the book has its outcome.
 */
final class StudyCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IncomingReader incoming;
    private final CommandReader commands;
    private final StudyBook book;
    private final HistoryWriter writer;
    private final Supplier<Optional<Pool>> pool;

    /**
     * @param policies used to read input
     * @param pool of workers, to check that they have a study's trainer
     */
    StudyCalls(PolicyReader policies, StudyBook book, HistoryWriter writer, Supplier<Optional<Pool>> pool) {
        this.incoming = new IncomingReader(policies);
        this.commands = new CommandReader(policies);
        this.book = book;
        this.writer = writer;
        this.pool = pool;
    }

    /** @param key makes repeated requests one request; null: a fresh one */
    Map<String, String> create(byte[] body, @Nullable String key) {
        StudyRequest request = incoming.newStudy(body);
        String submission = Keys.checked(key);
        String study = request.study() == null ? Ids.ofOneRequest(submission) : request.study();
        Fact submitted = new Fact.Submitted(request.edit().study(study).build(), submission);
        boolean reused = book.of(
                        study,
                        log -> log.submitted()
                                .filter(it -> it.submission().equals(submission)
                                        && !it.request().equals(((Fact.Submitted) submitted).request()))
                                .isPresent())
                .orElse(false);
        if (reused) {
            throw reused();
        }
        if (!book.hasSeen(study, submitted)) {
            pool.get().ifPresent(now -> now.check(request.trainer()));
            writer.write(study, null, submitted);
        }
        boolean answered = book.await(
                PATIENCE,
                () -> book.rejection(study, submission).isPresent()
                        || (book.hasSeen(study, submitted) && !isOfAnother(study, submission)));
        checkRejection(study, submission);
        if (!answered) {
            throw new HttpFailure(503, "nothing has become of it yet; try again with the same Idempotency-Key");
        }
        return Map.of("study", study);
    }

    private static HttpFailure reused() {
        return new HttpFailure(
                409, "Idempotency-Key", "was used before for a request with another body; use another key");
    }

    private boolean isOfAnother(String study, String submission) {
        return book.of(study, log -> !log.submitted().orElseThrow().submission().equals(submission))
                .orElse(false);
    }

    Map<String, List<StudyAnswer>> list() {
        return Map.of("studies", book.ofAll(StudyAnswer::of));
    }

    StudyAnswer read(String study) {
        return book.of(study, StudyAnswer::of).orElseThrow(() -> HttpFailure.unknownStudy(study));
    }

    Map<String, List<TrialAnswer>> trials(String study) {
        return Map.of("trials", book.of(study, TrialAnswer::all).orElseThrow(() -> HttpFailure.unknownStudy(study)));
    }

    Best best(String study) {
        read(study);
        return book.best(study)
                .orElseThrow(() -> new HttpFailure(404, "study", "study " + study + " has no result yet"));
    }

    /** @param trial any text; an invalid id is an error */
    TrialAnswer trial(String trial) {
        return TrialId.parse(trial)
                .flatMap(id -> book.of(
                                id.study(), log -> log.trial(id.number()).map(found -> TrialAnswer.whole(log, found)))
                        .flatMap(found -> found))
                .orElseThrow(() -> new HttpFailure(404, "trial", "there is no trial " + trial));
    }

    /**
     * Sends a command to a study.
     *
     * @param kind of command, as in messages
     * @param body its other fields
     */
    Map<String, String> command(String study, String kind, byte[] body, @Nullable String key) {
        if (!Ids.isStudy(study)) {
            throw HttpFailure.unknownStudy(study);
        }
        Command command = commands.command(study, kind, body);
        String submission = Keys.checked(key);
        Fact.Commanded commanded = new Fact.Commanded(command, submission);
        Map<String, String> taken = Map.of("study", study, "command", kind);
        if (book.hasSeen(study, commanded)) {
            book.command(study, commanded).filter(it -> !it.equals(command)).ifPresent(another -> {
                throw reused();
            });
            checkRejection(study, submission);
            return taken;
        }
        Optional<Study.Objection> objection =
                book.of(study, log -> objection(log, command)).orElseThrow(() -> HttpFailure.unknownStudy(study));
        objection.ifPresent(why -> {
            throw new HttpFailure(400, why.field(), why.complaint());
        });
        boolean over = book.of(study, log -> log.ended().isPresent()).orElse(false);
        if (over && !(command instanceof Command.Delete)) {
            throw new HttpFailure(409, "study", "study " + study + " has ended");
        }
        checkQuarantine(study, command);
        if (isAnswered(study, command)) {
            writer.writeForAnswer(study, commanded);
        } else {
            writer.write(study, null, commanded);
        }
        checkRejection(study, submission);
        return taken;
    }

    private void checkRejection(String study, String submission) {
        book.rejection(study, submission).ifPresent(rejected -> {
            throw new HttpFailure(409, rejected.field(), rejected.reason());
        });
    }

    /** A quarantined study can be released, stopped and deleted; nothing else is answered. */
    private void checkQuarantine(String study, Command command) {
        boolean allowed = command instanceof Command.Release
                || command instanceof Command.Stop
                || command instanceof Command.Delete;
        book.of(study, StudyLog::quarantine)
                .flatMap(why -> why)
                .filter(why -> !allowed)
                .ifPresent(why -> {
                    throw new HttpFailure(409, "study", "study " + study + " is quarantined: " + why + "; release it");
                });
    }

    /** Whether the orchestrator has an answer to a command: a pause of a paused study has none. */
    private boolean isAnswered(String study, Command command) {
        boolean paused = book.of(study, StudyLog::isPaused).orElse(false);
        return !(command instanceof Command.Delete) && !(command instanceof Command.Pause && paused);
    }

    private static Optional<Study.Objection> objection(StudyLog log, Command command) {
        return command instanceof Command.Enqueue enqueue
                ? log.spec().flatMap(spec -> spec.objectionTo(enqueue.parameters()))
                : Optional.empty();
    }

    /** Request ids chosen by clients. */
    static final class Keys {
        private static final String PATTERN = "[\\x21-\\x7e]{1,200}";

        private Keys() {}

        static String checked(@Nullable String key) {
            if (key == null) {
                return UUID.randomUUID().toString();
            }
            if (!key.matches(PATTERN)) {
                throw new HttpFailure(
                        400, "Idempotency-Key", "expected 1 to 200 printable characters without blanks, got " + key);
            }
            return key;
        }
    }
}
