package dev.trialstream.orchestrator.view;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All studies, folded from the growing log, with their decisions and bests. Thread-safe: queries run under a lock, and
 * their objects must not be kept after the call.
 */
public final class StudyBook {
    private static final int MOST_REJECTIONS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(StudyBook.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, StudyLog> studies = new TreeMap<>();
    private final Map<String, Best> bests = new HashMap<>();
    /** The newest decision to stop or pause, by job. */
    private final Map<String, Decision> decisions = new HashMap<>();
    /** Ids of the requests to deleted studies, by study; nothing else is kept of them. */
    private final Map<String, Set<String>> deleted = new HashMap<>();
    /** Rejections by request id; only the newest, for clients that wait for them. */
    private final Map<String, Fact.Rejected> rejections = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fact.Rejected> eldest) {
            return size() > MOST_REJECTIONS;
        }
    };

    /** Commands by event id; only the newest, to notice a key that is used for another one. */
    private final Map<String, Command> commands = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Command> eldest) {
            return size() > MOST_REJECTIONS;
        }
    };

    private final Map<Integer, Long> positions = new HashMap<>();

    /** Applies a batch of records, then wakes the waiting clients. */
    void update(Runnable taking) {
        lock.lock();
        try {
            taking.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @param next offset after the event, in its partition */
    void take(HistoryEvent event, int partition, long next) {
        if (!deleted.containsKey(event.study())) {
            StudyLog log = studies.computeIfAbsent(event.study(), StudyLog::new);
            try {
                log.apply(event);
            } catch (RuntimeException | StackOverflowError trouble) {
                LOG.error("event {} of study {} is not in the book", event.id(), event.study(), trouble);
            }
            if (log.isDeleted()) {
                deleted.put(event.study(), Set.copyOf(log.requests()));
            }
            if (log.isDeleted() || log.submitted().isEmpty()) {
                studies.remove(event.study());
            }
            if (event.fact() instanceof Fact.Ended) {
                decisions.keySet().removeIf(job -> job.startsWith(event.study() + "."));
            }
        }
        if (event.fact() instanceof Fact.Commanded commanded) {
            commands.putIfAbsent(event.id(), commanded.command());
        }
        if (event.fact() instanceof Fact.Rejected rejected) {
            rejections.put(event.study() + "/" + rejected.submission(), rejected);
        }
        positions.merge(partition, next, Math::max);
    }

    /** Everything before offset {@code next} of a partition of the history has been read. */
    void hasReadTo(int partition, long next) {
        positions.merge(partition, next, Math::max);
    }

    void take(Decision decision) {
        StudyLog log = studies.get(decision.study());
        boolean over = deleted.containsKey(decision.study())
                || (log != null && log.ended().isPresent());
        if (!over && interrupts(decision)) {
            decisions.put(decision.job(), decision);
        }
    }

    private static boolean interrupts(Decision decision) {
        return switch (decision.type()) {
            case STOP, PAUSE, SUSPEND -> true;
            case RESUME, RETIRE, CONFIRM, PROMOTE, DIAGNOSE -> false;
            case FENCE -> false; // clients that hold an attempt over HTTP see these in the history
        };
    }

    /** @param best null if it is withdrawn */
    void take(String study, @Nullable Best best) {
        if (best == null) {
            bests.remove(study);
        } else {
            bests.put(study, best);
        }
    }

    /** The result of {@code question} for a study that was submitted and not deleted; empty if there is none. */
    public <T> Optional<T> of(String study, Function<StudyLog, T> question) {
        return reading(() -> Optional.ofNullable(studies.get(study)).map(question));
    }

    /** The results of {@code question} for all studies, by name. */
    public <T> List<T> ofAll(Function<StudyLog, T> question) {
        return reading(() -> studies.values().stream().map(question).toList());
    }

    /** Whether {@code request} has arrived for a submitted study, even if it has been deleted since. */
    public boolean hasSeen(String study, Fact request) {
        return reading(() -> Optional.ofNullable(studies.get(study))
                .map(StudyLog::requests)
                .or(() -> Optional.ofNullable(deleted.get(study)))
                .filter(requests -> requests.contains(request.id(study)))
                .isPresent());
    }

    /** The command that came in as {@code request}, if it is not too long ago. */
    public Optional<Command> command(String study, Fact.Commanded request) {
        return reading(() -> Optional.ofNullable(commands.get(request.id(study))));
    }

    public Optional<Best> best(String study) {
        return reading(() -> Optional.ofNullable(bests.get(study)));
    }

    /** The current decision to stop or pause this attempt. */
    public Optional<Decision> decision(String job, int attempt) {
        return reading(() -> Optional.ofNullable(decisions.get(job)).filter(decision -> decision.attempt() == attempt));
    }

    /** Why the request {@code submission} to a study was refused. */
    public Optional<Fact.Rejected> rejection(String study, String submission) {
        return reading(() -> Optional.ofNullable(rejections.get(study + "/" + submission)));
    }

    /** Whether the book contains everything before offset {@code next} of a partition of the history. */
    boolean hasRead(int partition, long next) {
        return reading(() -> positions.getOrDefault(partition, 0L) >= next);
    }

    private <T> T reading(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code fulfilled}, which is tested after each update; false if the time runs out first. */
    public boolean await(Duration patience, BooleanSupplier fulfilled) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!fulfilled.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The ids of all listed studies. */
    public Collection<String> ids() {
        return ofAll(StudyLog::study);
    }
}
