package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After every event of a random history, the judge's indexes equal the result of a loop over all trials. */
class JudgeStateTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int EVENTS = 900;
    private static final Objective ERROR =
            new Objective("error", Objective.Direction.MINIMIZE, Objective.At.SMOOTHED_BEST);
    private static final Objective SIZE = new Objective("size", Objective.Direction.MINIMIZE, Objective.At.LAST);
    private static final StoppingSpec PROMOTE = new AshaPromote(1, 2).spec();

    private final Study study = Study.of(Study.builder(
                    "s",
                    TrainerSpec.command("c"),
                    ERROR,
                    new SearchSpec("random", 1),
                    PROMOTE,
                    new Budget(100, 9, null, 2))
            .furtherObjectives(List.of(SIZE))
            .build());
    private final JudgeState memory = new JudgeState(study, Policies.VERSION, StoppingRules.onClassPath());
    private final List<Decision> decisions = new ArrayList<>();
    private final List<HistoryEvent> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_index_says_what_a_pass_over_all_trials_finds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            HistoryEvent event = random.nextInt(12) == 0 && !told.isEmpty()
                    ? told.get(random.nextInt(told.size()))
                    : HistoryEvent.of("s", NOON, "test", null, fact(random, i));
            told.add(event);
            hear(event);
            compare();
        }
        assertThat(decisions).extracting(Decision::type).contains(Decision.Type.PAUSE, Decision.Type.RESUME);
        assertThat(memory.front()).isNotEmpty();
    }

    private void hear(HistoryEvent event) {
        EventEvaluation evaluation = new EventEvaluation(event, memory);
        TrialEvaluation trials = new TrialEvaluation(evaluation);
        if (event.fact() instanceof Fact.Requested requested) {
            trials.onRequested(requested);
        } else if (event.fact() instanceof Fact.OfJob job) {
            trials.onJob(job);
        } else if (event.fact() instanceof Fact.Commanded it && it.command() instanceof Command.SetStopping other) {
            trials.onOtherRule(other.stopping());
        } else if (event.fact() instanceof Fact.Settling) {
            trials.onSettling();
        }
        decisions.addAll(evaluation.ruling().decisions());
    }

    private Fact fact(Random random, int i) {
        int trials = memory.trials().size();
        if (trials < 3 || random.nextInt(12) == 0) {
            return requested(random, trials + 1);
        } else if (i % 200 == 199) {
            return new Fact.Commanded(
                    new Command.SetStopping("s", random.nextInt(3) == 0 ? StoppingSpec.NONE : PROMOTE), "c" + i);
        } else if (i % 150 == 149) {
            return new Fact.Settling(i);
        }
        JudgedTrial trial = memory.trial(1 + Math.max(random.nextInt(trials), random.nextInt(trials)));
        JobLog job = trial.log().job();
        boolean stale = random.nextInt(12) == 0;
        int attempt = Math.max(1, job.attempt() - (stale ? 1 : 0));
        String worker = job.worker() == null ? "w" : job.worker();
        int last = trial.log().curve().lastEpoch();
        Decision.AtEpoch order = trial.standing();
        Decision.AtEpoch known = order == null ? said(random, trial) : order;
        if (random.nextInt(4) > 0) {
            return next(random, trial);
        }
        return switch (random.nextInt(18)) {
            case 16, 17 -> new Fact.Restored(trial.trial(), attempt, worker, random.nextInt(last + 1), "");
            case 0, 1, 2 -> new Fact.Dispatched(trial.trial(), job.attempt() + (stale ? 0 : 1), "cpu");
            case 3, 4, 5 -> new Fact.Claimed(trial.trial(), attempt, worker);
            case 6, 7, 8 -> epoch(random, trial.trial(), attempt, worker, last + 1);
            case 9 ->
                random.nextInt(4) == 0
                        ? new Fact.Failed(trial.trial(), attempt, worker, "broken")
                        : new Fact.Completed(trial.trial(), attempt, worker, last);
            case 10 -> new Fact.Lapsed(trial.trial(), attempt, job.worker());
            case 11 ->
                random.nextInt(3) == 0
                        ? new Fact.Stopped(trial.trial(), attempt, worker, last, stop(known))
                        : epoch(random, trial.trial(), attempt, worker, last + 1);
            case 12, 13 ->
                order == null
                        ? new Fact.Released(trial.trial(), attempt, worker, "leaves")
                        : Fact.Released.paused(trial.trial(), attempt, worker, pause(order));
            case 14 -> new Fact.Resumed(resume(known));
            default -> random.nextInt(8) == 0 ? new Fact.Retired(retire(known)) : new Fact.Resumed(resume(known));
        };
    }

    /** What happens where nothing goes wrong: one decision in two is obeyed an epoch late. */
    private static Fact next(Random random, JudgedTrial trial) {
        JobLog job = trial.log().job();
        String worker = job.worker() == null ? "w" : job.worker();
        Decision.AtEpoch order = trial.standing();
        return switch (job.state()) {
            case REQUESTED -> new Fact.Dispatched(trial.trial(), job.attempt() + 1, "cpu");
            case WAITING -> new Fact.Claimed(trial.trial(), job.attempt(), worker);
            case RUNNING ->
                order == null || random.nextBoolean()
                        ? epoch(
                                random,
                                trial.trial(),
                                job.attempt(),
                                worker,
                                trial.log().curve().lastEpoch() + 1)
                        : Fact.Released.paused(trial.trial(), job.attempt(), worker, pause(order));
            default -> order == null ? new Fact.Resumed(resume(said(random, trial))) : requested(random, 1);
        };
    }

    private static Decision.Stop said(Random random, JudgedTrial trial) {
        int epoch = random.nextInt(trial.log().curve().lastEpoch() + 1);
        return new Decision.Stop("d", "s", trial.trial(), 1, epoch, new Grounds("budget", Map.of(), "over", "e", NOON));
    }

    private static Decision.Stop stop(Decision.AtEpoch it) {
        return new Decision.Stop(it.id(), it.study(), it.job(), it.attempt(), it.epoch(), it.grounds());
    }

    private static Decision.Pause pause(Decision.AtEpoch it) {
        return new Decision.Pause(it.id(), it.study(), it.job(), it.attempt(), it.epoch(), it.grounds());
    }

    private static Decision.Resume resume(Decision.AtEpoch it) {
        return new Decision.Resume(it.id(), it.study(), it.job(), it.attempt(), it.epoch(), it.grounds());
    }

    private static Decision.Retire retire(Decision.AtEpoch it) {
        return new Decision.Retire(it.id(), it.study(), it.job(), it.attempt(), it.epoch(), it.grounds());
    }

    private static Fact requested(Random random, int number) {
        boolean again = random.nextInt(8) == 0;
        return new Fact.Requested(
                Ids.trial("s", number),
                number,
                again ? Role.CONFIRM : Role.SEARCH,
                new Parameters(Map.of("x", number)),
                number,
                "random",
                again ? new Repeat("s.1", RowUse.AS_SPLIT, 3) : null);
    }

    private static Fact epoch(Random random, String trial, int attempt, String worker, int epoch) {
        double error = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(60) / 20.0;
        Map<String, Double> metrics = Map.of("error", error, "size", (double) random.nextInt(30));
        return new Fact.Epoch(trial, attempt, worker, epoch, metrics, 1, 1, "at-" + epoch);
    }

    private void compare() {
        List<JudgedTrial> all = memory.trials().stream()
                .sorted(Comparator.comparingInt(trial -> trial.log().number()))
                .toList();
        List<JudgedTrial> waiting = all.stream().filter(JudgedTrial::waits).toList();
        List<NewEpoch> paused = waiting.stream().map(JudgedTrial::pausedAt).toList();
        assertThat(memory.waiting())
                .isEqualTo(waiting.stream().map(trial -> trial.log().number()).toList());
        assertThat(memory.isWaiting()).isEqualTo(!waiting.isEmpty());
        assertThat(memory.paused().all()).isEqualTo(paused);
        assertThat(memory.isResuming())
                .isEqualTo(all.stream()
                        .anyMatch(trial -> trial.log().state() == JobLog.State.PAUSED && trial.pause() == null));
        assertThat(memory.rule().resume(study, memory.curves(), memory.paused()))
                .isEqualTo(memory.rule().resume(study, memory.curves(), paused));
        compareBoard(all);
    }

    private void compareBoard(List<JudgedTrial> all) {
        List<Standing> ranked = all.stream()
                .filter(JudgedTrial::isOfTheSearch)
                .flatMap(trial -> trial.standing(ERROR).stream())
                .sorted(Standing.betterFirst(ERROR.direction()))
                .toList();
        assertThat(memory.board().ranked().toList()).isEqualTo(ranked);
        List<Best.Point> points = ranked.stream()
                .filter(standing -> !standing.failed())
                .map(this::point)
                .filter(point -> point.values().values().stream().allMatch(Double::isFinite))
                .toList();
        assertThat(memory.front())
                .isEqualTo(points.stream()
                        .filter(point -> points.stream().noneMatch(other -> dominates(other, point)))
                        .toList());
    }

    private Best.Point point(Standing standing) {
        EpochPoint at = memory.trial(standing.trial())
                .shown()
                .at(standing.score().epoch())
                .orElseThrow();
        return new Best.Point(
                standing.trial(), at.epoch(), Map.of("error", at.metric("error"), "size", at.metric("size")));
    }

    private static boolean dominates(Best.Point one, Best.Point other) {
        double error = other.values().get("error") - one.values().get("error");
        double size = other.values().get("size") - one.values().get("size");
        return error >= 0 && size >= 0 && (error > 0 || size > 0);
    }
}
