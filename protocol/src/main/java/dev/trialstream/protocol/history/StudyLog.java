package dev.trialstream.protocol.history;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A study as its history tells it: a fold over the events in the order of the log. Every fact is idempotent, so repeats
 * and stale ones change nothing. Not safe for use by several threads.
 */
public final class StudyLog {
    private final String study;
    private final TreeMap<Integer, TrialLog> trials = new TreeMap<>();
    private final Map<String, JobLog> chores = new HashMap<>();
    private StudyState state = StudyState.SUBMITTED;
    private int slots;
    private int grants;
    private boolean timeExpired;
    private boolean searched;
    private Fact.@Nullable Submitted submitted;
    private @Nullable DataProfile profile;
    private @Nullable Study spec;
    private @Nullable Instant acceptedAt;
    private Fact.@Nullable Promoted promoted;
    private Fact.@Nullable Delivered delivered;
    private Fact.@Nullable Failed choreFailure;
    private Fact.@Nullable Ended ended;

    public StudyLog(String study) {
        this.study = study;
    }

    /** Takes one event in; false where it changed nothing, because it is a repeat, stale or about someone else. */
    public boolean apply(HistoryEvent event) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted s) {
            return submitted == null && set(() -> submitted = s);
        } else if (fact instanceof Fact.Accepted a) {
            return spec == null && set(() -> accept(a.spec(), event.time()));
        } else if (fact instanceof Fact.SlotsGranted g) {
            return g.sequence() > grants && set(() -> grant(g));
        } else if (fact instanceof Fact.TimeExpired) {
            return !timeExpired && set(() -> timeExpired = true);
        } else if (fact instanceof Fact.Searched) {
            return !searched && set(() -> searched = true);
        } else if (fact instanceof Fact.Promoted p) {
            return promoted == null && set(() -> promoted = p);
        } else if (fact instanceof Fact.Ended e) {
            return ended == null && set(() -> end(e));
        } else if (fact instanceof Fact.Requested r) {
            return trials.putIfAbsent(r.number(), TrialLog.requested(r)) == null;
        } else if (fact instanceof Fact.Dispatched d) {
            return onJob(d.job(), d);
        } else if (fact instanceof Fact.FromWorker w) {
            return onJob(w.job(), w);
        }
        return false;
    }

    private static boolean set(Runnable change) {
        change.run();
        return true;
    }

    private void accept(Study accepted, Instant at) {
        spec = accepted;
        acceptedAt = at;
        state = StudyState.RUNNING;
    }

    private void grant(Fact.SlotsGranted granted) {
        slots = granted.slots();
        grants = granted.sequence();
    }

    private void end(Fact.Ended end) {
        ended = end;
        state = end.state();
    }

    private boolean onJob(String job, Fact fact) {
        return isChore(job) ? onChore(job, fact) : onTrial(Ids.numberOf(job), fact);
    }

    private boolean onTrial(int number, Fact fact) {
        TrialLog before = trials.get(number);
        if (before == null) {
            return false;
        }
        TrialLog after = before.after(fact);
        trials.put(number, after);
        return !after.equals(before);
    }

    private boolean onChore(String job, Fact fact) {
        JobLog before = chores.getOrDefault(job, JobLog.requested(job));
        JobLog after = before;
        if (fact instanceof Fact.Dispatched dispatched) {
            after = before.dispatched(dispatched);
            state = state == StudyState.SUBMITTED ? StudyState.PROFILING : state;
        } else if (fact instanceof Fact.Claimed claim) {
            after = before.claimed(claim);
        } else if (fact instanceof Fact.FromWorker said && before.believes(said)) {
            after = chore(before, said);
        }
        chores.put(job, after);
        return !after.equals(before);
    }

    private JobLog chore(JobLog job, Fact.FromWorker said) {
        if (said instanceof Fact.Profiled p) {
            profile = p.profile();
            return job.ended(JobLog.State.COMPLETED);
        } else if (said instanceof Fact.Delivered d) {
            delivered = d;
            return job.ended(JobLog.State.COMPLETED);
        } else if (said instanceof Fact.Failed f) {
            choreFailure = f;
            return job.ended(JobLog.State.FAILED);
        }
        return job;
    }

    private boolean isChore(String job) {
        return job.equals(Ids.profileJob(study)) || job.equals(Ids.deliverJob(study));
    }

    public String study() {
        return study;
    }

    public StudyState state() {
        return state;
    }

    public Optional<Fact.Submitted> submitted() {
        return Optional.ofNullable(submitted);
    }

    public Optional<DataProfile> profile() {
        return Optional.ofNullable(profile);
    }

    /** The effective study, once accepted. */
    public Optional<Study> spec() {
        return Optional.ofNullable(spec);
    }

    public Optional<Instant> acceptedAt() {
        return Optional.ofNullable(acceptedAt);
    }

    /** Trials by number. */
    public Collection<TrialLog> trials() {
        return Collections.unmodifiableCollection(trials.values());
    }

    public Optional<TrialLog> trial(int number) {
        return Optional.ofNullable(trials.get(number));
    }

    /** The state of any job of this study. */
    public Optional<JobLog> job(String job) {
        return isChore(job)
                ? Optional.ofNullable(chores.get(job))
                : trial(Ids.numberOf(job)).map(TrialLog::job);
    }

    public int count(JobLog.State of) {
        return (int)
                trials.values().stream().filter(trial -> trial.state() == of).count();
    }

    /** Epochs that the trials have trained, overrun included. */
    public int epochs() {
        return trials.values().stream().mapToInt(TrialLog::trained).sum();
    }

    /** The trials that have a score, best first; equal ones by number. */
    public List<TrialLog> ranked() {
        if (spec == null) {
            return List.of();
        }
        Objective objective = spec.objective();
        Comparator<Score> betterFirst = Score.betterFirst(objective.direction());
        return trials.values().stream()
                .filter(trial -> trial.score(objective).isPresent())
                .sorted(Comparator.comparing(
                        (TrialLog trial) -> trial.score(objective).orElseThrow(), betterFirst))
                .toList();
    }

    /** Slots that the study may keep busy. */
    public int slots() {
        return slots;
    }

    /** How often slots were granted. */
    public int grants() {
        return grants;
    }

    public boolean timeExpired() {
        return timeExpired;
    }

    public boolean searched() {
        return searched;
    }

    public Optional<Fact.Promoted> promoted() {
        return Optional.ofNullable(promoted);
    }

    public Optional<Fact.Delivered> delivered() {
        return Optional.ofNullable(delivered);
    }

    /** Why reading the data or delivering the model failed. */
    public Optional<Fact.Failed> choreFailure() {
        return Optional.ofNullable(choreFailure);
    }

    public Optional<Fact.Ended> ended() {
        return Optional.ofNullable(ended);
    }
}
