package dev.trialstream.protocol.history;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Resources;
import dev.trialstream.protocol.study.Study;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a study: a fold over its events in the order of the log. Every fact is idempotent, so repeats and stale
 * facts change nothing. Not thread-safe.
 */
public final class StudyLog {
    /** Sampler name of trials that a user enqueued. */
    public static final String ENQUEUED = "enqueued";

    private final String study;
    private final TrialIndex trials = new TrialIndex();
    private final Map<String, JobLog> chores = new HashMap<>();
    private StudyState state = StudyState.SUBMITTED;
    private int slots;
    private int grants;
    private int unplaced;
    private @Nullable String waiting;
    private Duration stoodStill = Duration.ZERO;
    private @Nullable Instant lastAt;
    private @Nullable Instant pausedAt;
    private final CommandLog commands = new CommandLog();
    private final AskLog asks = new AskLog();
    private boolean paused;
    private double seconds;
    private int settlings;
    private int resumed;
    private boolean searchExpired;
    private boolean timeExpired;
    private Fact.@Nullable Searched searched;
    private boolean confirmed;
    private Fact.@Nullable Submitted submitted;
    private @Nullable DataProfile profile;
    private @Nullable Study spec;
    private int policy;
    private int policyChanges;
    private @Nullable Instant acceptedAt;
    private Fact.@Nullable Nominated nominated;
    private Fact.@Nullable Promoted promoted;
    private Fact.@Nullable Delivered delivered;
    private @Nullable String choreFailure;
    private @Nullable String quarantine;
    private int quarantines;
    private Fact.@Nullable Ended ended;
    private boolean deleted;

    public StudyLog(String study) {
        this.study = study;
    }

    /** Applies one event; false if it changed nothing, because it is a repeat, stale or about another study. */
    public boolean apply(HistoryEvent event) {
        boolean news = takes(event);
        if (isActivity(event.fact())) {
            lastAt = event.time();
        }
        return news;
    }

    /** Facts that the orchestrator observes can arrive while the study itself is idle; they are no activity. */
    private static boolean isActivity(Fact fact) {
        return !(fact instanceof Fact.SlotsGranted
                || fact instanceof Fact.Unplaced
                || fact instanceof Fact.Quarantined
                || fact instanceof Fact.Lapsed
                || fact instanceof Fact.TimeExpired
                || fact instanceof Fact.Malformed
                || fact instanceof Fact.Derived);
    }

    private boolean takes(HistoryEvent event) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted s) {
            return submit(s);
        } else if (fact instanceof Fact.Accepted a) {
            return spec == null && set(() -> accept(a, event.time()));
        } else if (fact instanceof Fact.PolicyChanged p) {
            return p.sequence() > policyChanges && set(() -> change(p));
        } else if (fact instanceof Fact.SlotsGranted g) {
            return g.sequence() > grants && set(() -> grant(g));
        } else if (fact instanceof Fact.Unplaced u) {
            return ended == null && u.sequence() > unplaced && set(() -> miss(u));
        } else if (fact instanceof Fact.Quarantined q) {
            return ended == null && q.sequence() > quarantines && set(() -> quarantine(q));
        } else if (fact instanceof Fact.Commanded c) {
            return commands.isNew(c.id(study)) && obey(c, event.time());
        } else if (fact instanceof Fact.Malformed m) {
            return commands.isNew(m.id(study))
                    && complain(new Complaint(
                            m.submission(),
                            m.origin(),
                            new Complaint.Invalid(new Study.Objection(m.field(), m.reason()))));
        } else if (fact instanceof Fact.Rejected r) {
            return commands.told(r.submission());
        } else if (fact instanceof Fact.Asked a) {
            return asks.take(a);
        } else if (fact instanceof Fact.Withdrawn w) {
            return asks.close(w.ask());
        } else if (fact instanceof Fact.Declined d) {
            return asks.close(d.ask());
        } else if (fact instanceof Fact.TimeExpired expired) {
            return expire(expired);
        } else if (fact instanceof Fact.Settling it) {
            return it.sequence() > settlings && set(() -> settlings = it.sequence());
        } else if (fact instanceof Fact.Searched it) {
            return searched == null && set(() -> searched = it);
        } else if (fact instanceof Fact.Nominated n) {
            return nominated == null && promoted == null && set(() -> nominated = n);
        } else if (fact instanceof Fact.Confirmed) {
            return !confirmed && set(() -> confirmed = true);
        } else if (fact instanceof Fact.Promoted p) {
            return promoted == null && set(() -> promoted = p);
        } else if (fact instanceof Fact.Ended e) {
            return ended == null && set(() -> end(e));
        } else if (fact instanceof Fact.Requested r) {
            return trials.trial(r.number()).isEmpty() && set(() -> requested(r));
        } else if (fact instanceof Fact.Deleted) {
            return !deleted && set(() -> deleted = true);
        } else if (fact instanceof Fact.OfJob j) {
            return onJob(j);
        }
        return false;
    }

    private boolean submit(Fact.Submitted request) {
        boolean news = commands.isNew(request.id(study));
        if (submitted == null) {
            return set(() -> submitted = request);
        }
        return news
                && complain(new Complaint(request.submission(), request.origin(), new Complaint.NameTaken(state())));
    }

    private boolean complain(Complaint complaint) {
        return ended == null && set(() -> commands.complain(complaint));
    }

    private boolean obey(Fact.Commanded commanded, Instant at) {
        if (submitted == null) {
            return set(() -> commands.complain(commanded, new Complaint.NoSuchStudy()));
        } else if (ended != null) {
            return false;
        }
        Command command = commanded.command();
        if (command instanceof Command.Release) {
            quarantine = null;
            return true;
        } else if (command instanceof Command.Pause) {
            pausedAt = paused ? pausedAt : at;
            return !paused && set(() -> paused = true);
        } else if (command instanceof Command.Resume) {
            return resume(at);
        } else if (command instanceof Command.SetStopping it && spec != null && searched == null) {
            spec = spec.with(study -> study.stopping(it.stopping()));
            return true;
        }
        commands.obey(commanded, spec, searched());
        return true;
    }

    private boolean resume(Instant at) {
        // A resumed study that was never paused was dead: its clock stopped at its last activity.
        Instant since = paused ? pausedAt : lastAt;
        if (acceptedAt != null && since != null && since.isBefore(at)) {
            stoodStill = stoodStill.plus(Duration.between(since, at));
        }
        // The whole installation may have died, so no trial is to blame.
        trials.forgive();
        chores.replaceAll((job, chore) -> chore.forgiven());
        paused = false;
        return true;
    }

    private boolean expire(Fact.TimeExpired expired) {
        if (searchExpired && (timeExpired || expired.searchOnly())) {
            return false;
        }
        searchExpired = true;
        timeExpired = timeExpired || !expired.searchOnly();
        return true;
    }

    private static boolean set(Runnable change) {
        change.run();
        return true;
    }

    private void accept(Fact.Accepted accepted, Instant at) {
        spec = accepted.spec();
        policy = accepted.policyVersion();
        acceptedAt = at;
        state = StudyState.RUNNING;
        commands.accepted(accepted.spec());
    }

    private void change(Fact.PolicyChanged changed) {
        policy = changed.policy();
        policyChanges = changed.sequence();
    }

    private void grant(Fact.SlotsGranted granted) {
        slots = granted.slots();
        grants = granted.sequence();
    }

    private void quarantine(Fact.Quarantined of) {
        quarantines = of.sequence();
        quarantine = of.reason();
    }

    private void miss(Fact.Unplaced of) {
        unplaced = of.sequence();
        waiting = of.reason();
    }

    private void requested(Fact.Requested request) {
        trials.put(TrialLog.requested(request));
        if (request.sampler().equals(ENQUEUED)) {
            commands.taken();
        }
    }

    private void end(Fact.Ended end) {
        waiting = null;
        ended = end;
        state = end.state();
    }

    private boolean onJob(Fact.OfJob fact) {
        boolean news = applyToJob(fact);
        if (news && fact instanceof Fact.Claimed) {
            waiting = null;
        }
        return news;
    }

    private boolean applyToJob(Fact.OfJob fact) {
        return isChore(fact.job()) ? onChore(fact) : onTrial(Ids.numberOf(fact.job()), fact);
    }

    private boolean onTrial(int number, Fact.OfJob fact) {
        TrialLog before = trials.trial(number).orElse(null);
        if (before == null) {
            return false;
        }
        TrialLog after = before.after(fact);
        if (after.equals(before)) {
            return false;
        }
        trials.put(after);
        if (fact instanceof Fact.Epoch epoch) {
            seconds += epoch.seconds();
        } else if (fact instanceof Fact.Resumed) {
            resumed++;
        }
        if (fact instanceof Fact.Dispatched dispatched && dispatched.worker() != null) {
            asks.answer(dispatched.worker(), dispatched);
        }
        return true;
    }

    private boolean onChore(Fact.OfJob fact) {
        JobLog before = chores.getOrDefault(fact.job(), JobLog.requested(fact.job()));
        JobLog after = before.after(fact);
        chores.put(fact.job(), after);
        if (after.equals(before)) {
            return false;
        }
        if (fact instanceof Fact.Dispatched && state == StudyState.SUBMITTED) {
            state = StudyState.PROFILING;
        } else if (fact instanceof Fact.Profiled p) {
            profile = p.profile();
        } else if (fact instanceof Fact.Delivered d) {
            delivered = d;
        } else if (fact instanceof Fact.Failed f) {
            choreFailure = f.reason();
        } else if (fact instanceof Fact.GivenUp g) {
            choreFailure = g.reason();
        }
        return true;
    }

    /** Whether {@code job} reads the data or delivers the model. */
    public boolean isChore(String job) {
        return job.equals(Ids.profileJob(study)) || job.equals(Ids.deliverJob(study));
    }

    public String study() {
        return study;
    }

    public StudyState state() {
        return paused && ended == null ? StudyState.PAUSED : state;
    }

    /** Whether a user has paused it. Its trials may still be writing their last checkpoints. */
    public boolean isPaused() {
        return paused;
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

    /** Policy version of the conclusions; 0 before the study is accepted. */
    public int policy() {
        return policy;
    }

    /** Number of times that another policy version has taken over the study. */
    public int policyChanges() {
        return policyChanges;
    }

    public Optional<Instant> acceptedAt() {
        return Optional.ofNullable(acceptedAt);
    }

    /** Time of the last activity of the study or the last request to it. */
    public Optional<Instant> lastActivity() {
        return Optional.ofNullable(lastAt);
    }

    /** The study's running time at {@code now}, without the time that it was paused or dead. */
    public Duration timeUsed(Instant now) {
        return acceptedAt == null
                ? Duration.ZERO
                : Duration.between(acceptedAt, now).minus(stoodStill);
    }

    /** All trials by number, whatever their role. */
    public Collection<TrialLog> trials() {
        return trials.all();
    }

    /** The trials of one role by number; a view that changes with further events. */
    public List<TrialLog> trials(Role role) {
        return trials.of(role);
    }

    /** Numbers of trials by state. */
    public TrialCounts counts() {
        return trials.counts();
    }

    /**
     * The trials of any role in {@code state} by number, without a loop over the others.
     *
     * @param state not a final state
     */
    public Stream<TrialLog> trialsIn(JobLog.State state) {
        return trials.in(state);
    }

    /** The trial of any role with the lowest number in {@code state}, which must not be a final state. */
    public Optional<TrialLog> oldest(JobLog.State state) {
        return trials.oldest(state);
    }

    /** The refit trial, which trains the winner on all rows but the test rows, once requested. */
    public Optional<TrialLog> refit() {
        return trials(Role.REFIT).stream().findFirst();
    }

    /** Every job that was ever dispatched. */
    public List<JobLog> jobs() {
        return Stream.concat(chores.values().stream(), trials.all().stream().map(TrialLog::job))
                .toList();
    }

    /** Jobs that are dispatched and not given back: chores first, then trials by number. */
    public Stream<JobLog> dispatched() {
        Stream<JobLog> work = chores.values().stream()
                .filter(job -> job.state() == JobLog.State.WAITING || job.state() == JobLog.State.RUNNING);
        Stream<TrialLog> training = Stream.concat(trials.in(JobLog.State.WAITING), trials.in(JobLog.State.RUNNING))
                .sorted(Comparator.comparingInt(TrialLog::number));
        return Stream.concat(work, training.map(TrialLog::job));
    }

    /** Whether a worker holds any of its jobs. */
    public boolean isRunning() {
        return trials.counts().of(JobLog.State.RUNNING) > 0
                || chores.values().stream().anyMatch(job -> job.state() == JobLog.State.RUNNING);
    }

    /** Jobs to dispatch again after a lost or failed attempt: chores first, then trials by number. */
    public Stream<JobLog> troubledRequests() {
        Stream<JobLog> work =
                chores.values().stream().filter(job -> job.state() == JobLog.State.REQUESTED && job.isTroubled());
        return Stream.concat(work, trials.troubledRequests().map(TrialLog::job));
    }

    public Optional<TrialLog> trial(int number) {
        return trials.trial(number);
    }

    /** The state of any job of this study. */
    public Optional<JobLog> job(String job) {
        return isChore(job)
                ? Optional.ofNullable(chores.get(job))
                : trial(Ids.numberOf(job)).map(TrialLog::job);
    }

    /** Trials of the search in this state. */
    public int count(JobLog.State of) {
        return trials.counts().of(Role.SEARCH, of);
    }

    /** Epochs that the search trials have trained, including overrun. */
    public int epochs() {
        return trials.searchEpochs();
    }

    /** Training time of all its trials, in slot seconds. */
    public double slotSeconds() {
        return seconds;
    }

    /** Whether the search has used up its epochs or its cost. For time see {@link #searchExpired}. */
    public boolean isSpent() {
        if (spec == null) {
            return false;
        }
        Budget budget = spec.budget();
        Budget.Cost cost = budget.cost();
        return (budget.totalEpochs() != null && epochs() >= budget.totalEpochs())
                || (cost != null && seconds / 3600 * cost.perHour() >= cost.limit());
    }

    /** Whether the judge has been asked about the paused trials, and none has been resumed since. */
    public boolean isSettling() {
        return settlings > resumed;
    }

    /** The number of the next {@code settling} event: the number of resumed trials plus one. */
    public int nextSettling() {
        return resumed + 1;
    }

    /** The search trials that have a score, best first; equal ones by number. Loops over all trials. */
    public List<TrialLog> ranked() {
        return ranking()
                .map(ranking -> ranking.numbers()
                        .mapToObj(number -> trials.trial(number).orElseThrow())
                        .toList())
                .orElse(List.of());
    }

    /** Number of search trials that have a score. */
    public int scored() {
        return ranking().map(TrialRanking::size).orElse(0);
    }

    /**
     * The values of the best {@code count} search trials, best first.
     *
     * @param count at most {@link #scored}
     */
    public double[] bestValues(int count) {
        return ranking().map(ranking -> ranking.best(count)).orElse(new double[0]);
    }

    private Optional<TrialRanking> ranking() {
        return Optional.ofNullable(spec).map(study -> trials.ranking(study.objective()));
    }

    /** The winner; before there is one, the best search trial so far. */
    public Optional<TrialLog> leader() {
        return promoted == null
                ? ranking().flatMap(TrialRanking::leader).flatMap(this::trial)
                : trial(Ids.numberOf(promoted.decision().job()));
    }

    /** Current trial budget of the search, including extensions. */
    public int trialBudget() {
        int budget = spec == null ? 0 : spec.budget().trials() + commands.more();
        return Math.max(budget, trials(Role.SEARCH).size() + commands.queued());
    }

    /** The next configuration that a user enqueued, if any. */
    public Optional<Parameters> enqueued() {
        return commands.next();
    }

    /** The ids of the events that carried a request to the study, whatever the outcome. */
    public Set<String> requests() {
        return commands.seen();
    }

    /** The next request that must be refused, if any. */
    public Optional<Complaint> complaint() {
        return commands.complaint();
    }

    /** Whether a user has asked to stop it. */
    public boolean isToStop() {
        return commands.stop();
    }

    /** Whether a user has asked to delete it once it has ended. */
    public boolean isToBeDeleted() {
        return commands.delete();
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** State of an ask. */
    public Optional<Ask> ask(String id) {
        return asks.find(id);
    }

    /** Open asks, in the order of the log. */
    public List<Ask> openAsks() {
        return asks.open();
    }

    /** Slots that the study may use. */
    public int slots() {
        return slots;
    }

    /** Number of slot grants so far. */
    public int grants() {
        return grants;
    }

    /** Why the study waits, if no running worker can do its work. */
    public Optional<String> waiting() {
        return quarantine == null ? Optional.ofNullable(waiting) : Optional.of("quarantined: " + quarantine);
    }

    /** Number of times that no running worker could do its work. */
    public int unplaced() {
        return unplaced;
    }

    /** Slot requirements of each of its jobs. */
    public Resources needs() {
        if (spec != null) {
            return spec.needs();
        }
        return submitted == null || submitted.request().resources() == null
                ? Resources.STANDARD
                : submitted.request().resources();
    }

    /** Whether the search's part of the time budget is used up. */
    public boolean searchExpired() {
        return searchExpired;
    }

    /** Whether the whole time budget is used up. */
    public boolean timeExpired() {
        return timeExpired;
    }

    public boolean searched() {
        return searched != null;
    }

    /** The end of the search, once it has ended. */
    public Optional<Fact.Searched> searchedAs() {
        return Optional.ofNullable(searched);
    }

    /** The candidates to confirm, once the judge has named them. */
    public Optional<Fact.Nominated> nominated() {
        return Optional.ofNullable(nominated);
    }

    /** Whether all confirmation trials have ended. */
    public boolean confirmed() {
        return confirmed;
    }

    public Optional<Fact.Promoted> promoted() {
        return Optional.ofNullable(promoted);
    }

    public Optional<Fact.Delivered> delivered() {
        return Optional.ofNullable(delivered);
    }

    /** Why it is quarantined: the failure of the orchestrator over it. */
    public Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    /** How many times it has been quarantined. */
    public int quarantines() {
        return quarantines;
    }

    /** Why reading the data or delivering the model failed. */
    public Optional<String> choreFailure() {
        return Optional.ofNullable(choreFailure);
    }

    public Optional<Fact.Ended> ended() {
        return Optional.ofNullable(ended);
    }
}
