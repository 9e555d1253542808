package dev.trialstream.protocol.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
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
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After every event of a random history, the indexes equal the result of a loop over all trials. */
class StudyLogIndexTest {
    private static final List<Failure> FAILURES = List.of(Failure.values());

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int EVENTS = 1500;
    private static final List<JobLog.State> OPEN =
            List.of(JobLog.State.REQUESTED, JobLog.State.WAITING, JobLog.State.RUNNING, JobLog.State.PAUSED);

    private final StudyLog log = new StudyLog("s");
    private final List<HistoryEvent> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_index_says_what_a_pass_over_all_trials_finds(long seed) {
        Random random = new Random(seed);
        // sometimes the ranking is asked for from the beginning, sometimes late
        int asked = random.nextInt(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            HistoryEvent event = random.nextInt(12) == 0 && !said.isEmpty()
                    ? said.get(random.nextInt(said.size()))
                    : HistoryEvent.of("s", NOON.plusSeconds(i), "test", null, fact(random, i));
            said.add(event);
            log.apply(event);
            compare();
            if (i >= asked) {
                compareRanking(random);
            }
        }
        assertThat(log.trials(Role.SEARCH)).hasSizeGreaterThan(20);
        assertThat(log.trials(Role.CONFIRM)).isNotEmpty();
    }

    private Fact fact(Random random, int i) {
        if (i == 0) {
            return new Fact.Submitted(
                    StudyRequest.builder(TrainerSpec.command("c"), new SearchSpec("random", 1))
                            .build(),
                    "r");
        }
        int trials = log.trials().size();
        if (trials < 3 || random.nextInt(9) == 0) {
            // some are requested again, and some out of order
            return requested(
                    random, random.nextInt(3) == 0 ? 1 + random.nextInt(trials + 1) : trials + 1 + random.nextInt(2));
        }
        // most events concern the newest trials
        int number = 1 + Math.max(random.nextInt(trials), random.nextInt(trials));
        TrialLog trial = log.trial(number).orElse(null);
        String job = random.nextInt(20) == 0 ? chore(random) : Ids.trial("s", number);
        JobLog known = log.job(job).orElse(JobLog.requested(job));
        boolean stale = random.nextInt(10) == 0;
        int attempt = Math.max(1, known.attempt() - (stale ? 1 : 0));
        String worker = stale || known.worker() == null ? "w" + random.nextInt(3) : known.worker();
        int last = trial == null ? 0 : trial.curve().lastEpoch();
        return switch (random.nextInt(21)) {
            case 20 -> new Fact.Restored(job, attempt, worker, random.nextInt(last + 1), "");
            case 0, 1, 2 ->
                new Fact.Dispatched(
                        job, known.attempt() + (stale ? 0 : 1), "cpu", random.nextInt(4) == 0 ? "http/a" : null);
            case 3, 4, 5 -> new Fact.Claimed(job, attempt, worker);
            case 6, 7, 8, 9, 10 -> epoch(random, job, attempt, worker, last + (stale ? 0 : 1));
            case 11 -> new Fact.Completed(job, attempt, worker, last);
            case 12 ->
                new Fact.Stopped(
                        job,
                        attempt,
                        worker,
                        last,
                        new Decision.Stop("d", "s", job, attempt, random.nextInt(last + 1), WEAK));
            case 13 -> new Fact.Failed(job, attempt, worker, "broken");
            case 14 ->
                new Fact.Released(
                        job,
                        attempt,
                        worker,
                        "given back",
                        random.nextInt(5) == 4 ? null : FAILURES.get(random.nextInt(FAILURES.size())),
                        random.nextInt(3) == 0 ? null : new Decision.Pause("d", "s", job, attempt, last, WEAK));
            case 15 -> new Fact.Lapsed(job, attempt, stale ? null : known.worker());
            case 16 -> resumed(job, attempt, last);
            case 17 ->
                random.nextInt(3) == 0
                        ? new Fact.Retired(new Decision.Retire("d", "s", job, attempt, random.nextInt(last + 1), WEAK))
                        : resumed(job, attempt, last);
            case 18 -> random.nextBoolean() ? new Fact.GivenUp(job, attempt, "crashed too often") : accepted(random);
            default -> commanded(random, i);
        };
    }

    private static String chore(Random random) {
        return random.nextBoolean() ? Ids.profileJob("s") : Ids.deliverJob("s");
    }

    private static Fact accepted(Random random) {
        Objective objective = new Objective(
                "error",
                random.nextBoolean() ? Objective.Direction.MINIMIZE : Objective.Direction.MAXIMIZE,
                List.of(Objective.At.SMOOTHED_BEST, Objective.At.BEST, Objective.At.LAST)
                        .get(random.nextInt(3)));
        return new Fact.Accepted(
                Study.of(Study.builder(
                                "s",
                                TrainerSpec.command("c"),
                                objective,
                                new SearchSpec("random", 1),
                                StoppingSpec.NONE,
                                new Budget(100, 9, null, 2))
                        .build()),
                2);
    }

    private static Fact commanded(Random random, int i) {
        Command command = switch (random.nextInt(3)) {
            case 0 -> new Command.Pause("s");
            case 1 -> new Command.Resume("s");
            default -> new Command.Extend("s", 3);
        };
        return new Fact.Commanded(command, "c" + i);
    }

    private static Fact requested(Random random, int number) {
        Role role = random.nextInt(6) == 0 ? Role.CONFIRM : random.nextInt(40) == 0 ? Role.REFIT : Role.SEARCH;
        Repeat repeat = role == Role.SEARCH ? null : new Repeat("s.1", RowUse.AS_SPLIT, 3);
        return new Fact.Requested(
                Ids.trial("s", number), number, role, new Parameters(Map.of("x", number)), number, "random", repeat);
    }

    private static Fact epoch(Random random, String job, int attempt, String worker, int epoch) {
        double error = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(30) / 10.0;
        return new Fact.Epoch(job, attempt, worker, epoch, Map.of("error", error), 1, 1, "at-" + epoch);
    }

    private static final Grounds WEAK = new Grounds("asha", Map.of(), "weak", "e", NOON);

    private static Fact resumed(String job, int attempt, int epoch) {
        return new Fact.Resumed(new Decision.Resume("d", "s", job, attempt, epoch, WEAK));
    }

    private void compare() {
        List<TrialLog> all = List.copyOf(log.trials());
        assertThat(all).isSortedAccordingTo(Comparator.comparingInt(TrialLog::number));
        TrialCounts counts = log.counts();
        for (Role role : Role.values()) {
            List<TrialLog> ofRole =
                    all.stream().filter(trial -> trial.role() == role).toList();
            assertThat(log.trials(role)).isEqualTo(ofRole);
            assertThat(counts.allRest(role))
                    .isEqualTo(ofRole.stream().allMatch(trial -> trial.state().rests()));
            assertThat(counts.allEnded(role))
                    .isEqualTo(ofRole.stream().allMatch(trial -> trial.state().hasEnded()));
            for (JobLog.State state : JobLog.State.values()) {
                assertThat(counts.of(role, state)).isEqualTo(in(ofRole, state).size());
            }
        }
        for (JobLog.State state : OPEN) {
            assertThat(log.trialsIn(state).toList()).isEqualTo(in(all, state));
            assertThat(log.oldest(state)).isEqualTo(in(all, state).stream().findFirst());
        }
        for (JobLog.State state : JobLog.State.values()) {
            assertThat(counts.of(state)).isEqualTo(in(all, state).size());
            assertThat(log.count(state))
                    .isEqualTo(in(log.trials(Role.SEARCH), state).size());
        }
        assertThat(counts.unfinished()).isEqualTo((int)
                all.stream().filter(trial -> !trial.state().rests()).count());
        assertThat(log.epochs())
                .isEqualTo(log.trials(Role.SEARCH).stream()
                        .mapToInt(TrialLog::trained)
                        .sum());
        compareJobs();
    }

    private void compareJobs() {
        List<JobLog> out = log.jobs().stream()
                .filter(job -> job.state() == JobLog.State.WAITING || job.state() == JobLog.State.RUNNING)
                .toList();
        assertThat(log.dispatched().toList()).isEqualTo(out);
        assertThat(log.counts().dispatched()).isEqualTo((int)
                out.stream().filter(job -> !log.isChore(job.job())).count());
        assertThat(log.isRunning()).isEqualTo(out.stream().anyMatch(job -> job.state() == JobLog.State.RUNNING));
        assertThat(log.troubledRequests().toList())
                .isEqualTo(log.jobs().stream()
                        .filter(job -> job.state() == JobLog.State.REQUESTED && job.isTroubled())
                        .toList());
        HistoryEvent last = said.get(said.size() - 1);
        if (last.fact() instanceof Fact.Commanded it && it.command() instanceof Command.Resume && isNew(last)) {
            assertThat(log.jobs()).allMatch(job -> job.lapses() == 0 && job.trouble() == null);
        }
    }

    private boolean isNew(HistoryEvent event) {
        return said.stream().filter(other -> other.id().equals(event.id())).count() == 1;
    }

    private void compareRanking(Random random) {
        Objective objective = log.spec().map(Study::objective).orElse(null);
        if (objective == null) {
            assertThat(log.ranked()).isEmpty();
            return;
        }
        Comparator<Score> better = Score.betterFirst(objective.direction());
        List<TrialLog> ranked = log.trials(Role.SEARCH).stream()
                .filter(trial -> trial.score(objective).isPresent())
                .sorted(Comparator.comparing(trial -> trial.score(objective).orElseThrow(), better))
                .toList();
        assertThat(log.ranked()).isEqualTo(ranked);
        assertThat(log.scored()).isEqualTo(ranked.size());
        assertThat(log.leader()).isEqualTo(ranked.stream().findFirst());
        int count = random.nextInt(3) == 0 ? random.nextInt(ranked.size() + 1) : Math.min(5, ranked.size());
        assertThat(log.bestValues(count))
                .containsExactly(ranked.stream()
                        .limit(count)
                        .mapToDouble(
                                trial -> trial.score(objective).orElseThrow().value())
                        .toArray());
    }

    private static List<TrialLog> in(List<TrialLog> trials, JobLog.State state) {
        return trials.stream().filter(trial -> trial.state() == state).toList();
    }
}
