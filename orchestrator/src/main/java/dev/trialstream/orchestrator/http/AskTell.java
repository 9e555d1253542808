package dev.trialstream.orchestrator.http;

import dev.trialstream.orchestrator.study.Capacity;
import dev.trialstream.orchestrator.study.Retries;
import dev.trialstream.orchestrator.view.HistoryWriter;
import dev.trialstream.orchestrator.view.StudyBook;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.Ask;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.ObeyedDecision;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ask and tell for clients without Kafka: ask for a trial, report its epochs, tell its end. It keeps no state of its
 * own: every request becomes a fact, and the order of the log decides its effect.
 */
final class AskTell {
    private static final Logger LOG = LoggerFactory.getLogger(AskTell.class);

    /** For an answer that must be in the log soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Time for events just written by another instance to arrive here. */
    private static final Duration NEWS = Duration.ofMillis(200);

    /** How soon the departure of a waiting client is noticed. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Limited, because each waiting ask holds a server thread. */
    static final int MOST_WAITING = 500;

    private static final String CONTINUE = "continue";

    private final StudyBook book;
    private final HistoryWriter writer;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private final List<Lock> locks = Stream.generate(ReentrantLock::new)
            .limit(1024)
            .map(Lock.class::cast)
            .toList();

    /** Calls that wait here, by study and key. */
    private final Map<String, Integer> waitingFor = new ConcurrentHashMap<>();

    AskTell(StudyBook book, HistoryWriter writer) {
        this.book = book;
        this.writer = writer;
    }

    /**
     * A trial to train.
     *
     * @param epochs to train at most
     * @param attempt for use in reports
     * @param leaseSeconds after which a silent client loses the trial
     * @param resume state of an earlier attempt; null if there was none
     */
    record Given(
            String trial,
            int number,
            Role role,
            Parameters parameters,
            int epochs,
            int attempt,
            long leaseSeconds,
            @Nullable Resume resume) {}

    /** @param checkpoint as reported with that epoch, or null */
    record Resume(int epoch, @Nullable String checkpoint) {}

    /** @param decision continue, stop or pause */
    record Answer(String decision, @Nullable String reason) {}

    /**
     * Returns a trial for the client that asks, once there is one. A client that leaves while it waits gets none, and
     * costs the trial no attempt.
     *
     * @param wait maximum time to wait
     * @param key makes repeated asks one ask; null: a fresh one
     * @return empty if there is no trial now
     */
    Optional<Given> ask(String study, Duration wait, @Nullable String key, ClientPresence client) {
        checkAskable(study);
        String wanted = StudyCalls.Keys.checked(key);
        String ask = usable(study, wanted);
        Optional<Given> before = given(study, ask);
        if (before.isPresent()) {
            return before;
        }
        boolean patient = !wait.isZero();
        if (patient && !waiting.tryAcquire()) {
            throw new HttpFailure(503, "more than " + MOST_WAITING + " are waiting for a trial, try again");
        }
        try {
            waitingFor.merge(study + "/" + wanted, 1, Integer::sum);
            return await(study, wanted, wait, key != null, client);
        } finally {
            waitingFor.computeIfPresent(study + "/" + wanted, (any, clients) -> clients == 1 ? null : clients - 1);
            if (patient) {
                waiting.release();
            }
        }
    }

    /**
     * Waits, without writing to the log, until there may be a trial. An ask with a client's key is written at once,
     * because an earlier ask with that key may not have arrived here yet.
     */
    private Optional<Given> await(String study, String key, Duration wait, boolean known, ClientPresence client) {
        long begun = System.nanoTime();
        boolean patient = !wait.isZero();
        String ask = usable(study, key);
        Duration forNews = wait.compareTo(NEWS) < 0 ? NEWS : wait;
        while (known || await(left(begun, forNews), client, () -> mayAnswer(study))) {
            checkAskable(study);
            Optional<Given> given = askOnce(study, ask, patient ? left(begun, wait) : PATIENCE, patient, client);
            if (given.isPresent() && client.isGone()) {
                giveBack(study, key, ask, given.get());
                return Optional.empty();
            }
            if (given.isPresent() || client.isGone() || left(begun, wait).isZero()) {
                return given;
            }
            ask = usable(study, key);
        }
        return Optional.empty();
    }

    /** Waits in steps, and ends when the client has left; then the result is false. */
    private boolean await(Duration patience, ClientPresence client, BooleanSupplier fulfilled) {
        long begun = System.nanoTime();
        while (!client.isGone()) {
            Duration left = left(begun, patience);
            if (book.await(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS, fulfilled)) {
                return true;
            } else if (left.isZero() || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return false;
    }

    /**
     * The client left when its trial was on the way: the trial goes to the next one at once, without an attempt that
     * failed. If the client has come back here under the same key meanwhile, the trial is for that call.
     */
    private void giveBack(String study, String key, String ask, Given given) {
        if (waitingFor.getOrDefault(study + "/" + key, 0) > 1) {
            return;
        }
        writer.write(
                study,
                null,
                new Fact.Released(given.trial(), given.attempt(), Ask.asker(ask), "the client had left", null));
    }

    private static Duration left(long begun, Duration wait) {
        Duration left = wait.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether an ask can now get a trial or a refusal. */
    private boolean mayAnswer(String study) {
        return book.of(
                        study,
                        log -> log.spec().isEmpty()
                                || log.ended().isPresent()
                                || Capacity.of(log).offersTrial())
                .orElse(true);
    }

    private Optional<Given> askOnce(
            String study, String ask, Duration patience, boolean patient, ClientPresence client) {
        if (client.isGone()) {
            return Optional.empty();
        }
        writer.write(study, null, new Fact.Asked(ask, patient));
        boolean settled = await(patience, client, () -> isSettled(study, ask));
        if (!settled) {
            withdraw(study, ask);
        }
        Optional<Given> given = given(study, ask);
        if (given.isEmpty()) {
            checkAskable(study);
        }
        return given;
    }

    /** Once this returns, the ask has its trial or will never have one. */
    private void withdraw(String study, String ask) {
        try {
            writer.writeForAnswer(study, new Fact.Withdrawn(ask));
        } catch (KafkaException e) {
            LOG.warn("ask {} of study {} was withdrawn and not answered yet: {}", ask, study, e.getMessage());
        }
    }

    /** A study may have been submitted to another server just now. */
    private void checkAskable(String study) {
        try {
            checkAskableByBook(study);
        } catch (HttpFailure refusal) {
            LOG.debug("asked again on a newer book: {}", refusal.getMessage());
            writer.catchUp(study);
            checkAskableByBook(study);
        }
    }

    private void checkAskableByBook(String study) {
        boolean ended =
                book.of(study, log -> log.ended().isPresent()).orElseThrow(() -> HttpFailure.unknownStudy(study));
        if (ended) {
            throw new HttpFailure(410, "study", "study " + study + " has ended");
        }
        book.of(study, log -> log.submitted().orElseThrow().request().trainer())
                .filter(trainer -> !trainer.asked())
                .ifPresent(trainer -> {
                    throw new HttpFailure(
                            409,
                            "study",
                            "the trials of study " + study + " are trained by workers (" + trainer.type()
                                    + "); expected one with trainer external");
                });
    }

    /**
     * A key stands for one trial. A key whose ask found no trial, or whose attempt lapsed, may be used again as a new
     * ask.
     */
    private String usable(String study, String key) {
        String ask = key;
        for (int again = 2; isSpent(study, ask); again++) {
            ask = key + "~" + again;
        }
        return ask;
    }

    private boolean isSpent(String study, String ask) {
        return book.of(study, log -> log.ask(ask).filter(it -> isSpent(log, it)).isPresent())
                .orElse(false);
    }

    private static boolean isSpent(StudyLog log, Ask ask) {
        if (ask.state() != Ask.State.ANSWERED) {
            return ask.state() == Ask.State.CLOSED;
        }
        JobLog job = log.job(String.valueOf(ask.job())).orElseThrow();
        if (job.state().hasEnded()) {
            throw new HttpFailure(
                    409, "Idempotency-Key", "trial " + ask.job() + ", given under it, has ended; use another key");
        }
        return job.attempt() != ask.attempt() || job.state() != JobLog.State.RUNNING;
    }

    private boolean isSettled(String study, String ask) {
        return book.of(study, log -> log.ended().isPresent()).orElse(true) || stateOf(study, ask) != Ask.State.OPEN;
    }

    private Ask.@Nullable State stateOf(String study, String ask) {
        return book.of(study, log -> log.ask(ask).map(Ask::state))
                .flatMap(Function.identity())
                .orElse(null);
    }

    private Optional<Given> given(String study, String ask) {
        return book.of(
                        study,
                        log -> log.ask(ask)
                                .filter(it -> it.state() == Ask.State.ANSWERED)
                                .flatMap(it -> TrialId.parse(String.valueOf(it.job()))
                                        .flatMap(id -> log.trial(id.number()))
                                        .map(trial -> given(log.spec().orElseThrow(), trial, it.attempt()))))
                .flatMap(Function.identity());
    }

    private static Given given(Study study, TrialLog trial, int attempt) {
        Resume resume = trial.curve()
                .last()
                .map(point -> new Resume(point.epoch(), point.checkpoint()))
                .orElse(null);
        Duration lease = Optional.ofNullable(study.trainer().lease()).orElse(TrainerSpec.HTTP_LEASE);
        return new Given(
                trial.trial(),
                trial.number(),
                trial.role(),
                trial.parameters(),
                epochs(study, trial),
                attempt,
                lease.toSeconds(),
                attempt > 1 ? resume : null);
    }

    private static int epochs(Study study, TrialLog trial) {
        return trial.repeat() == null ? study.budget().epochs() : trial.repeat().epochs();
    }

    /**
     * Records an epoch and returns the decision. An attempt starts where its first report says: if that is not after
     * the epochs of earlier attempts, those belong to a lost model and are withdrawn.
     */
    Answer epoch(TrialId id, byte[] body) {
        TrialReport report = TrialReport.epoch(body);
        return oneAtATime(id, () -> epoch(id, report));
    }

    private Answer epoch(TrialId id, TrialReport report) {
        Holding holding = holding(id, report.attempt());
        if (holding.over() != null) {
            return holding.over();
        }
        int next = holding.lastEpoch() + 1;
        if (report.epoch() > Math.min(next, holding.epochs())) {
            throw new HttpFailure(
                    400, "epoch", "expected at most " + Math.min(next, holding.epochs()) + ", got " + report.epoch());
        }
        report.require(holding.metric());
        if (!holding.isFirstReport()) {
            checkSame(id, report);
        }
        writer.write(id.study(), null, report.fact(id.trial(), holding.worker()));
        checkSame(id, report); // another report of this epoch may have come in meanwhile
        return goOn(id, report.attempt());
    }

    /** Refuses an epoch that was reported with other metrics: the first report counts. */
    private void checkSame(TrialId id, TrialReport report) {
        recorded(id, report.epoch())
                .filter(point -> !point.metrics().equals(report.metrics()))
                .ifPresent(point -> {
                    throw new HttpFailure(
                            409,
                            "epoch",
                            "epoch " + report.epoch() + " of trial " + id.trial() + " was reported before, with "
                                    + point.metrics() + ", which counts");
                });
    }

    private Optional<EpochPoint> recorded(TrialId id, int epoch) {
        return book.of(
                        id.study(),
                        log -> log.trial(id.number())
                                .flatMap(trial -> trial.curve().at(epoch)))
                .flatMap(Function.identity());
    }

    /**
     * A call may check and write several times; those about one trial follow one another in this process. A refusal may
     * come from a book that lacks what another server has acknowledged just now, so the call is made again on a book that
     * has it.
     */
    private <T> T oneAtATime(TrialId id, Supplier<T> call) {
        Lock lock = locks.get(Math.floorMod(id.trial().hashCode(), locks.size()));
        lock.lock();
        try {
            return call.get();
        } catch (HttpFailure refusal) {
            LOG.debug("called again on a newer book: {}", refusal.getMessage());
            writer.catchUp(id.study());
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    /** Renews the lease and returns the decision. */
    Answer heartbeat(TrialId id, byte[] body) {
        int attempt = TrialReport.attempt(body).attempt();
        return oneAtATime(id, () -> goOn(id, attempt));
    }

    private Answer goOn(TrialId id, int attempt) {
        Holding holding = holding(id, attempt);
        if (holding.over() != null) {
            return holding.over();
        }
        Optional<Decision> decision = book.decision(id.trial(), attempt);
        if (decision.isEmpty()) {
            writer.renew(id.study(), id.trial(), attempt);
            return new Answer(CONTINUE, null);
        }
        return obey(id, holding, decision.get());
    }

    /** A client that is told to end has ended: its later reports change nothing. */
    private Answer obey(TrialId id, Holding holding, Decision decision) {
        Fact end = ObeyedDecision.fact(decision, id.trial(), decision.attempt(), holding.worker(), holding.lastEpoch())
                .orElseThrow();
        writer.write(id.study(), decision.id(), end);
        return new Answer(end instanceof Fact.Stopped ? "stop" : "pause", decision.reason());
    }

    /**
     * Records the end of a trial. The end refers to the epochs that were known; if another one came in meanwhile, the end
     * does not count and is reported again.
     */
    Map<String, String> tell(TrialId id, byte[] body) {
        TrialReport report = TrialReport.end(body);
        return oneAtATime(id, () -> tell(id, report));
    }

    private Map<String, String> tell(TrialId id, TrialReport report) {
        while (true) {
            Holding holding = holding(id, report.attempt());
            if (holding.over() != null) {
                return Map.of("trial", id.trial(), "state", "stopped");
            }
            writer.write(
                    id.study(),
                    null,
                    report.failure() != null ? failed(id, report, holding) : completed(id, report, holding));
            Optional<String> state = outcome(id, report);
            if (state.isPresent()) {
                return Map.of("trial", id.trial(), "state", state.get());
            }
        }
    }

    /**
     * What became of the trial: {@code completed}; {@code released} for another attempt or {@code failed}. Empty if this
     * end does not count, because an epoch came in before it.
     *
     * @throws HttpFailure if another end counts
     */
    private Optional<String> outcome(TrialId id, TrialReport report) {
        String state = book.of(
                        id.study(), log -> log.trial(id.number()).map(trial -> outcome(log, trial.job(), report)))
                .flatMap(Function.identity())
                .orElseThrow(() -> stale(id, report.attempt()));
        if (state.isEmpty()) {
            return Optional.empty();
        }
        boolean completes = report.failure() == null;
        if (completes != state.equals("completed")) {
            throw stale(id, report.attempt());
        }
        return Optional.of(state);
    }

    private static String outcome(StudyLog log, JobLog job, TrialReport report) {
        return switch (job.state()) {
            case RUNNING -> job.attempt() == report.attempt() ? "" : "released";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case STOPPED, PAUSED, WAITING -> "released";
            case REQUESTED -> Retries.reasonToGiveUp(log, job).isPresent() ? "failed" : "released";
        };
    }

    /** The fact that ends the attempt. The planner decides whether the trial is tried again. */
    private static Fact failed(TrialId id, TrialReport report, Holding holding) {
        return new Fact.Released(
                id.trial(), report.attempt(), holding.worker(), String.valueOf(report.failure()), Failure.FAILED);
    }

    /** A trial without epochs reports its only metrics at the end; they become its one epoch. */
    private Fact completed(TrialId id, TrialReport report, Holding holding) {
        if (holding.lastEpoch() > 0) {
            checkSaidBefore(id, report, holding);
            return new Fact.Completed(
                    id.trial(), report.attempt(), holding.worker(), holding.lastEpoch(), report.metricsOrNull());
        }
        report.require(holding.metric());
        writer.write(id.study(), null, report.fact(id.trial(), holding.worker()));
        checkSame(id, report); // an epoch may have been reported meanwhile
        return new Fact.Completed(id.trial(), report.attempt(), holding.worker(), 1);
    }

    /** Refuses a value of the objective that would not count: that of a trial with epochs comes from its epochs. */
    private void checkSaidBefore(TrialId id, TrialReport report, Holding holding) {
        Double told = report.metrics().get(holding.metric());
        Double last = recorded(id, holding.lastEpoch())
                .map(point -> point.metrics().get(holding.metric()))
                .orElse(null);
        if (told != null && !told.equals(last)) {
            throw new HttpFailure(
                    409,
                    "metrics." + holding.metric(),
                    "expected none, or " + last + " as in epoch " + holding.lastEpoch() + ", got " + told
                            + "; the epochs of a trial count, so report it as epoch " + (holding.lastEpoch() + 1)
                            + (holding.isFirstReport() ? ", or as epoch 1 if this attempt began anew" : ""));
        }
    }

    /**
     * State of an attempt, from the book.
     *
     * @param isFirstReport whether this attempt follows another one and has reported nothing yet
     * @param over the decision to stop, if the client has already been told; null while the attempt is running
     */
    private record Holding(
            String worker,
            int lastEpoch,
            int epochs,
            String metric,
            boolean isFirstReport,
            @Nullable Answer over) {}

    private Holding holding(TrialId id, int attempt) {
        return book.of(id.study(), log -> log.trial(id.number()).map(trial -> holding(log, trial, id, attempt)))
                .flatMap(Function.identity())
                .orElseThrow(() -> new HttpFailure(404, "trial", "there is no trial " + id.trial()));
    }

    private Holding holding(StudyLog log, TrialLog trial, TrialId id, int attempt) {
        JobLog job = trial.job();
        String worker = job.worker();
        Study study = log.spec().orElseThrow();
        boolean underWay = job.state() == JobLog.State.RUNNING;
        boolean stopped = job.state() == JobLog.State.STOPPED;
        if (worker == null || !Ask.isAsker(worker) || job.attempt() != attempt || !(underWay || stopped)) {
            throw stale(id, attempt);
        }
        String why = book.decision(id.trial(), attempt).map(Decision::reason).orElse("stopped");
        return new Holding(
                worker,
                trial.curve().lastEpoch(),
                epochs(study, trial),
                study.objective().metric(),
                attempt > Math.max(1, trial.reporting()),
                underWay ? null : new Answer("stop", why));
    }

    private HttpFailure stale(TrialId id, int attempt) {
        return book.of(id.study(), log -> log.trial(id.number()).map(TrialLog::job))
                .flatMap(Function.identity())
                .map(job -> new HttpFailure(
                        409,
                        "attempt",
                        job.state().hasEnded()
                                ? "trial " + id.trial() + " has ended"
                                : "attempt " + attempt + " of trial " + id.trial()
                                        + " is not under way any more; ask for another trial"))
                .orElseGet(() -> new HttpFailure(404, "trial", "there is no trial " + id.trial()));
    }
}
