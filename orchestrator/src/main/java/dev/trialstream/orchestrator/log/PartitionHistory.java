package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.orchestrator.study.Summaries;
import dev.trialstream.orchestrator.study.TimeBudget;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies of one partition of the history: rebuilt from it, then kept up to date. Uses no Kafka clients.
 *
 * <p>An input below the committed offset has been answered, and its answers are somewhere in the log. So has every input
 * up to one from which something in the log follows: inputs are answered in order, so the log tells where answering goes
 * on also if the committed offset is lost. Every other input is kept back until the whole log is read, because the answers
 * to earlier inputs may follow it. Each is then answered, from the inputs before it and their answers.
 */
final class PartitionHistory {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionHistory.class);
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final Samplers samplers;
    private final Predicate<String> scope;
    private final long committed;
    private final Map<String, StudyPlanner> studies = new HashMap<>();
    private final EndedStudies ended = new EndedStudies();
    private final UnknownStudyRequests strangers = new UnknownStudyRequests();
    private final KeptInputs kept = new KeptInputs();
    private final Map<String, Integer> grantsAskedFor = new HashMap<>();
    private final Map<String, Set<String>> expiryAskedFor = new HashMap<>();
    private final Leases leases = new Leases();
    private final Placement placement = new Placement();
    private final Quarantine quarantine = new Quarantine();
    private boolean live;

    /**
     * @param scope studies to act for; others are followed but not answered
     * @param committed offset up to which inputs have been answered; 0 if it is not known
     */
    PartitionHistory(Samplers samplers, Predicate<String> scope, long committed) {
        this.samplers = samplers;
        this.scope = scope;
        this.committed = committed;
    }

    /** Applies the event at {@code offset} and returns the answers that are due now. */
    List<Output> take(long offset, HistoryEvent event) {
        quarantine.follow(event);
        if (live) {
            return event.fact() instanceof Fact.Derived ? List.of() : answerInTurn(offset, event);
        }
        if (event.fact() instanceof Fact.Derived || event.fact() instanceof Fact.Quarantined) {
            kept.answeredWith(event.cause()).forEach(this::replay);
        }
        if (event.fact() instanceof Fact.Derived || offset < committed) {
            replay(event);
        } else {
            kept.add(offset, event);
        }
        return List.of();
    }

    private List<Output> answerInTurn(long offset, HistoryEvent event) {
        if (kept.isEmpty()) {
            return answer(event);
        }
        kept.add(offset, event);
        return List.of();
    }

    /**
     * Whether {@code event} releases, stops or deletes a study that this process knows nothing of any more. The history is
     * then built anew from the log before the event is taken in.
     */
    boolean isToBeBuiltAnewFor(HistoryEvent event) {
        return live && Quarantine.isAnswered(event) && quarantine.hasFailed(event.study()) && scope.test(event.study());
    }

    /** Studies that are followed and not answered, because this program failed over them. */
    int quarantined() {
        return quarantine.size();
    }

    private void replay(HistoryEvent event) {
        if (quarantine.hasFailed(event.study())) {
            return;
        }
        try {
            if (ended.has(event.study())) {
                ended.replay(event);
            } else if (!isRepeat(event)) {
                planner(event.study()).replay(event);
                forget(event.study());
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError trouble) {
            drop(event.study());
            quarantine.addInReplay(event, trouble);
        }
    }

    /**
     * Applies an imported event. Its study has ended elsewhere, so no owner ever answers it, and only its end is kept.
     * A study of the same name that began here continues unchanged.
     */
    void follow(HistoryEvent event) {
        StudyPlanner begun = studies.get(event.study());
        if (begun == null || begun.log().submitted().isEmpty()) {
            studies.remove(event.study());
            ended.add(event.study(), event.fact() instanceof Fact.Deleted, Set.of(), TopicLayout.CPU);
        }
    }

    /** The whole log has been read: answers all inputs that were kept back. */
    List<Output> goLive() {
        beginLive();
        return answerKept(Integer.MAX_VALUE);
    }

    /** The whole log has been read: inputs are answered from now on, those that were kept back first. */
    void beginLive() {
        live = true;
    }

    /**
     * The offset up to which inputs have been answered.
     *
     * @param next offset of the first input that has not been taken
     */
    long answeredTo(long next) {
        return kept.firstOffset().orElse(next);
    }

    /**
     * Answers the oldest inputs that were kept back.
     *
     * @param most inputs, so that what is written in one transaction is bounded
     */
    List<Output> answerKept(int most) {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < most && !kept.isEmpty(); i++) {
            outputs.addAll(answer(kept.next()));
        }
        quarantine.untold().stream()
                .filter(event -> scope.test(event.study()))
                .map(Output.Append::new)
                .forEach(outputs::add);
        return outputs;
    }

    boolean isLive() {
        return live;
    }

    /**
     * Observations at {@code now}: slot grants, lapsed leases and expired time budgets. They are inputs: they go into
     * the history first and are answered when they come back from it.
     */
    List<HistoryEvent> observe(Pool pool, Map<String, Integer> shares, Instant now) {
        if (!kept.isEmpty()) {
            return List.of(); // a study that has yet to take in its backlog looks as if it had stood still
        }
        List<StudyLog> mine = studies.values().stream()
                .map(StudyPlanner::log)
                .filter(log -> scope.test(log.study())
                        && log.ended().isEmpty()
                        && log.quarantine().isEmpty())
                .toList();
        List<HistoryEvent> inputs = new ArrayList<>();
        Map<String, Long> lease = mine.stream().collect(Collectors.toMap(StudyLog::study, Leases::ticks));
        List<JobLog> jobs = mine.stream().flatMap(StudyLog::dispatched).toList();
        Map<String, String> device = mine.stream()
                .collect(Collectors.toMap(StudyLog::study, log -> log.needs().device()));
        leases.check(
                        pool,
                        jobs,
                        job -> lease.getOrDefault(Ids.studyOf(job.job()), 0L),
                        job -> device.getOrDefault(Ids.studyOf(job.job()), TopicLayout.CPU))
                .forEach(lapsed -> inputs.add(input(Ids.studyOf(lapsed.job()), now, lapsed)));
        for (StudyLog log : mine) {
            try {
                inputs.addAll(observe(log, pool, shares, now));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError trouble) {
                drop(log.study());
                quarantine.add(log.study(), now, null, trouble).ifPresent(inputs::add);
            }
        }
        return inputs;
    }

    private List<HistoryEvent> observe(StudyLog log, Pool pool, Map<String, Integer> shares, Instant now) {
        List<HistoryEvent> inputs = new ArrayList<>();
        placement.complaint(log, pool).ifPresent(fact -> inputs.add(input(log.study(), now, fact)));
        grant(log, shares.get(log.study())).ifPresent(fact -> inputs.add(input(log.study(), now, fact)));
        TimeBudget.expiry(log, now)
                .filter(fact -> isAtWork(log, pool, now))
                .filter(fact -> expiryAskedFor
                        .computeIfAbsent(log.study(), any -> new HashSet<>())
                        .add(fact.id(log.study())))
                .ifPresent(fact -> inputs.add(input(log.study(), now, fact)));
        return inputs;
    }

    /**
     * A study's clock runs while a worker works on it, or did so a moment ago. Otherwise the study is dead and waits to
     * be resumed.
     */
    private static boolean isAtWork(StudyLog log, Pool pool, Instant now) {
        boolean justNow =
                log.lastActivity().map(last -> now.isBefore(last.plus(MOMENT))).orElse(false);
        return justNow
                || log.dispatched()
                        .filter(job -> job.state() == JobLog.State.RUNNING && job.worker() != null)
                        .anyMatch(job -> pool.holds(String.valueOf(job.worker()), job.job(), job.attempt())
                                || pool.ticks() - pool.renewedAt(job.job(), job.attempt()) < Leases.ticks(log));
    }

    /** @param share null if not known yet */
    private Optional<Fact> grant(StudyLog log, @Nullable Integer share) {
        if (share == null) {
            return Optional.empty();
        }
        int sequence = log.grants() + 1;
        boolean news = share != log.slots()
                && !log.isPaused()
                && log.spec().filter(spec -> !spec.trainer().asked()).isPresent()
                && grantsAskedFor.getOrDefault(log.study(), 0) < sequence;
        if (!news) {
            return Optional.empty();
        }
        grantsAskedFor.put(log.study(), sequence);
        return Optional.of(new Fact.SlotsGranted(share, sequence));
    }

    private static HistoryEvent input(String study, Instant now, Fact fact) {
        return HistoryEvent.of(study, now, StudyPlanner.SOURCE, null, fact);
    }

    private List<Output> answer(HistoryEvent event) {
        if (quarantine.hasFailed(event.study())) {
            return List.of();
        }
        try {
            return answerOf(event);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError trouble) {
            StudyPlanner failed = studies.get(event.study());
            drop(event.study());
            return quarantine
                    .add(event.study(), event.time(), event.id(), trouble)
                    .filter(it -> scope.test(it.study()))
                    .map(it -> told(it, failed))
                    .orElse(List.of());
        }
    }

    /** The event, and a summary that says so if the study can still be summed up. */
    private static List<Output> told(HistoryEvent quarantined, @Nullable StudyPlanner failed) {
        List<Output> outputs = new ArrayList<>(List.of(new Output.Append(quarantined)));
        try {
            if (failed != null) {
                failed.replay(quarantined);
                outputs.add(new Output.Summarise(Summaries.of(failed.log(), quarantined.time())));
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError trouble) {
            LOG.debug("no summary of {}", quarantined.study(), trouble);
        }
        return outputs;
    }

    private List<Output> answerOf(HistoryEvent event) {
        if (ended.has(event.study())) {
            return scope.test(event.study()) ? ended.answer(event) : List.of();
        }
        if (isRepeat(event)) {
            return List.of();
        }
        StudyPlanner planner = planner(event.study());
        List<Output> outputs = List.of();
        if (scope.test(event.study())) {
            outputs = planner.react(event);
        } else {
            planner.replay(event);
        }
        forget(event.study());
        return outputs;
    }

    /** Forgets a study that this program failed over. */
    private void drop(String study) {
        studies.remove(study);
        grantsAskedFor.remove(study);
        placement.forget(study);
        expiryAskedFor.remove(study);
    }

    private boolean isRepeat(HistoryEvent event) {
        return !studies.containsKey(event.study()) && strangers.has(event);
    }

    private StudyPlanner planner(String study) {
        return studies.computeIfAbsent(study, id -> new StudyPlanner(id, samplers));
    }

    /** For a study that has ended, or never began, keeps only that fact and the ids of its requests. */
    private void forget(String study) {
        StudyLog log = planner(study).log();
        if (log.ended().isPresent()) {
            ended.add(study, log.isDeleted(), log.requests(), log.needs().device());
        } else if (log.submitted().isEmpty() && log.complaint().isEmpty()) {
            log.requests().forEach(strangers::add);
        } else {
            return;
        }
        drop(study);
    }
}
