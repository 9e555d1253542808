package dev.trialstream.metrics.judge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Read view of a judge's memory of a study, for queries to a metrics-consumer. */
public final class StudyView {
    private final Study study;
    private final Map<Integer, JudgedTrial> trials = new TreeMap<>();
    private final Map<Integer, Map<Integer, JudgeStateRecord.Shadowed>> shadows = new TreeMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private @Nullable Best best;
    private JudgeStateRecord.@Nullable Ended ended;

    private StudyView(Study study) {
        this.study = study;
    }

    /** The view of a stored study; empty if nothing is stored. */
    static Optional<StudyView> of(List<JudgeStateRecord> kept) {
        if (kept.isEmpty() || !(kept.get(0) instanceof JudgeStateRecord.Accepted accepted)) {
            return Optional.empty();
        }
        StudyView view = new StudyView(accepted.study());
        kept.forEach(view::take);
        return Optional.of(view);
    }

    private void take(JudgeStateRecord entry) {
        if (entry instanceof JudgeStateRecord.Leader it) {
            best = it.best();
        } else if (entry instanceof JudgeStateRecord.Decided it) {
            decisions.add(it.decision());
        } else if (entry instanceof JudgeStateRecord.Ended it) {
            ended = it;
        } else if (entry instanceof JudgeStateRecord.Trial it) {
            trials.put(it.log().number(), new JudgedTrial(it.log(), it.stop(), it.pause()));
        } else if (entry instanceof JudgeStateRecord.Epoch it) {
            trials.computeIfPresent(it.number(), (number, trial) -> trial.replay(it.point()));
        } else if (entry instanceof JudgeStateRecord.Shadowed it) {
            shadows.computeIfAbsent(it.rule(), any -> new TreeMap<>())
                    .put(it.fate().number(), it);
        }
    }

    /**
     * Summary of a study.
     *
     * @param state running, or how it ended
     * @param trials search trials that the judge has seen
     * @param epochs that they trained
     * @param decisions number of decisions
     * @param best null if no trial has a result
     */
    public record Summary(
            String study,
            String state,
            String metric,
            StoppingSpec stopping,
            int trials,
            int epochs,
            int decisions,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Best best,

            List<Shadow> shadows) {}

    /**
     * Result of a shadow rule.
     *
     * @param epochs that it would have trained, out of those trained
     * @param cut trials that it would have stopped or paused
     * @param spares whether the best so far would have trained as far as it did; null without a best
     */
    public record Shadow(
            StoppingSpec rule,
            int epochs,
            int cut,
            @Nullable Boolean spares) {}

    /**
     * A trial.
     *
     * @param value of the objective that it is judged by; null before its first epoch
     * @param decision in force, or null
     */
    public record Trial(
            String trial,
            int number,
            Role role,
            String state,
            Parameters parameters,
            @Nullable Double value,
            @Nullable Integer epoch,
            int trained,
            Decision.@Nullable AtEpoch decision) {}

    public Summary summary() {
        StudyState state = ended == null ? StudyState.RUNNING : ended.state();
        List<JudgedTrial> searched = search();
        return new Summary(
                study.study(),
                state.name().toLowerCase(java.util.Locale.ROOT),
                study.objective().metric(),
                study.stopping(),
                searched.size(),
                searched.stream()
                        .mapToInt(trial -> trial.log().curve().epochs().size())
                        .sum(),
                decisions.size(),
                best,
                shadows());
    }

    private List<JudgedTrial> search() {
        return trials.values().stream().filter(JudgedTrial::isOfTheSearch).toList();
    }

    private List<Shadow> shadows() {
        List<StoppingSpec> rules = study.judgedBeside().shadows();
        List<Shadow> answers = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Map<Integer, JudgeStateRecord.Shadowed> fates = shadows.getOrDefault(i, Map.of());
            int epochs = 0;
            int cut = 0;
            for (JudgedTrial trial : search()) {
                JudgeStateRecord.Shadowed said = fates.get(trial.log().number());
                int all = trial.log().curve().epochs().size();
                if (said == null || !said.fate().cut()) {
                    epochs += all;
                } else {
                    epochs += said.fate().epochs();
                    cut++;
                }
            }
            answers.add(new Shadow(rules.get(i), epochs, cut, spares(fates)));
        }
        return answers;
    }

    private @Nullable Boolean spares(Map<Integer, JudgeStateRecord.Shadowed> fates) {
        Best found = best;
        if (found == null) {
            return null;
        }
        JudgeStateRecord.Shadowed said = fates.get(Ids.numberOf(found.trial()));
        return said == null || !said.fate().cut() || said.fate().epochs() >= found.epoch();
    }

    /** By number. */
    public List<Trial> trials() {
        return trials.values().stream().map(this::view).toList();
    }

    /** The search trials that have a score, best first. */
    public List<Trial> leaderboard() {
        Comparator<Standing> better = Standing.betterFirst(study.objective().direction());
        return search().stream()
                .filter(trial -> trial.standing(study.objective()).isPresent())
                .sorted(Comparator.comparing(
                        trial -> trial.standing(study.objective()).orElseThrow(), better))
                .map(this::view)
                .toList();
    }

    private Trial view(JudgedTrial trial) {
        Optional<Score> score = trial.shown().score(study.objective());
        return new Trial(
                trial.trial(),
                trial.log().number(),
                trial.log().role(),
                trial.log().state().name().toLowerCase(java.util.Locale.ROOT),
                trial.log().parameters(),
                score.map(Score::value).orElse(null),
                score.map(Score::epoch).orElse(null),
                trial.log().curve().lastEpoch(),
                trial.standing());
    }

    /** All epochs of a trial, including those after a decision; empty if there is no such trial. */
    public Optional<Curve> curve(int number) {
        return Optional.ofNullable(trials.get(number)).map(trial -> trial.log().curve());
    }

    /** In the order in which they were made, without diagnoses. */
    public List<Decision> decisions() {
        return decisions.stream().filter(it -> !isDiagnosis(it)).toList();
    }

    /** Diagnoses of the trials and of the study, in order. */
    public List<Decision> diagnosis() {
        return decisions.stream().filter(StudyView::isDiagnosis).toList();
    }

    private static boolean isDiagnosis(Decision decision) {
        return switch (decision.type()) {
            case DIAGNOSE -> true;
            case STOP, PAUSE, SUSPEND, RESUME, RETIRE, CONFIRM, PROMOTE, FENCE -> false;
        };
    }
}
