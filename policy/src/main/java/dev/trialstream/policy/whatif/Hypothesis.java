package dev.trialstream.policy.whatif;

import dev.trialstream.policy.stopping.CurveIndex;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.PausedTrials;
import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of a rule that does not act. It judges epochs as they come, and of each trial sees only the epochs that
 * it would have let it train. If it would have paused a trial that in fact continued, it uses the later epochs once it
 * resumes the trial.
 */
public final class Hypothesis {
    private final Study study;
    private final StoppingRule rule;
    private final CurveIndex curves;
    private final PausedTrials waiting;
    private final Map<Integer, Track> tracks = new TreeMap<>();

    public Hypothesis(Study study, StoppingRule rule) {
        this.study = study;
        this.rule = rule;
        this.curves = new CurveIndex(study.objective());
        this.waiting = new PausedTrials(study.objective());
    }

    /**
     * A trial's progress under the rule.
     *
     * @param epochs that it would have trained, out of those it did
     * @param cut whether the rule lets it train no further; only for now if {@code waits}
     */
    public record Fate(int number, int epochs, boolean cut, boolean waits) {}

    private static final class Track {
        private Curve known = Curve.empty();
        private int epochs;
        private @Nullable Verdict cut;
    }

    /**
     * Applies new epochs of a trial.
     *
     * @param known all of its epochs
     * @return the trials whose fate has changed, by number
     */
    public List<Fate> trained(int number, Curve known) {
        Track track = tracks.computeIfAbsent(number, any -> new Track());
        track.known = known;
        List<Fate> changed = new ArrayList<>();
        Deque<Integer> due = new ArrayDeque<>(List.of(number));
        while (!due.isEmpty()) {
            int next = due.poll();
            if (advance(next, track(next))) {
                changed.add(fate(next));
            }
            if (rule.pauses()) {
                for (Verdict.Resume resume : rule.resume(study, curves, waiting)) {
                    int resumed = Ids.numberOf(resume.trial());
                    track(resumed).cut = null;
                    waiting.remove(resume.trial());
                    changed.add(fate(resumed));
                    due.add(resumed);
                }
            }
        }
        return changed;
    }

    /** Applies the epochs that the rule lets it train; returns whether the rule stops or pauses it at one of them. */
    private boolean advance(int number, Track track) {
        for (EpochPoint point : track.known.epochs()) {
            if (point.epoch() <= track.epochs) {
                continue;
            }
            if (track.cut != null) {
                return false;
            }
            NewEpoch epoch = take(number, track, point.epoch());
            if (study.judgedBeside().holdsOut(number)) {
                continue;
            }
            Verdict verdict = rule.judge(study, curves, epoch);
            if (!(verdict instanceof Verdict.GoOn)) {
                cut(track, epoch, verdict);
                return true;
            }
        }
        return false;
    }

    private NewEpoch take(int number, Track track, int epoch) {
        track.epochs = epoch;
        NewEpoch shown = new NewEpoch(Ids.trial(study.study(), number), track.known.upTo(epoch));
        curves.put(shown.trial(), shown.curve());
        return shown;
    }

    private void cut(Track track, NewEpoch at, Verdict verdict) {
        track.cut = verdict;
        if (verdict instanceof Verdict.Pause) {
            waiting.put(at);
        }
    }

    /** Restores an earlier result for a trial with the epochs {@code known}. */
    public void restore(Fate fate, Curve known) {
        Track track = new Track();
        track.known = known;
        tracks.put(fate.number(), track);
        NewEpoch shown = take(fate.number(), track, fate.epochs());
        if (fate.cut()) {
            Verdict restored = fate.waits()
                    ? new Verdict.Pause("restored", Map.of(), "")
                    : new Verdict.Stop("restored", Map.of(), "");
            cut(track, shown, restored);
        }
    }

    public Collection<Fate> fates() {
        return tracks.keySet().stream().map(this::fate).toList();
    }

    public Optional<Fate> fate(String trial) {
        int number = Ids.numberOf(trial);
        return tracks.containsKey(number) ? Optional.of(fate(number)) : Optional.empty();
    }

    private Track track(int number) {
        return Objects.requireNonNull(tracks.get(number));
    }

    private Fate fate(int number) {
        Track track = track(number);
        return new Fate(number, track.epochs, track.cut != null, track.cut instanceof Verdict.Pause);
    }
}
