package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Result of training a candidate again.
 *
 * @param scores of the repeats that count, round by round
 */
public record Confirmed(Standing standing, List<Score> scores) {
    /**
     * The candidate with the best mean; equal ones by mean log loss, then by their place in the search. A candidate
     * with a failed repeat is excluded. If the time ran out, only the rounds count that every other candidate has
     * completed: a round draws the same rows for all of them. Empty without a complete round.
     *
     * @param candidates best of the search first
     * @param trials of any role, by number
     */
    public static Optional<Confirmed> best(Objective objective, List<Standing> candidates, List<TrialLog> trials) {
        List<Confirmed> sound = candidates.stream()
                .filter(candidate -> repeats(candidate, trials).noneMatch(it -> it.state() == JobLog.State.FAILED))
                .map(candidate -> of(objective, candidate, trials))
                .toList();
        int rounds = sound.stream().mapToInt(Confirmed::repeats).min().orElse(0);
        Comparator<Score> better = Score.betterFirst(objective.direction());
        return rounds == 0
                ? Optional.empty()
                : sound.stream()
                        .map(candidate -> new Confirmed(
                                candidate.standing(), candidate.scores().subList(0, rounds)))
                        .min(Comparator.comparing(Confirmed::meanScore, better));
    }

    private static Confirmed of(Objective objective, Standing candidate, List<TrialLog> trials) {
        return new Confirmed(
                candidate,
                repeats(candidate, trials)
                        .filter(trial -> trial.state() == JobLog.State.COMPLETED)
                        .flatMap(trial -> trial.score(objective).stream())
                        .toList());
    }

    private static Stream<TrialLog> repeats(Standing candidate, List<TrialLog> trials) {
        return trials.stream()
                .filter(trial -> trial.role() == Role.CONFIRM
                        && trial.repeat() != null
                        && trial.repeat().of().equals(candidate.trial()));
    }

    public int repeats() {
        return scores.size();
    }

    public double mean() {
        return scores.stream().collect(Collectors.averagingDouble(Score::value));
    }

    /** Standard deviation of a single training: the square root of the unbiased variance; 0 with one training. */
    public double sd() {
        double mean = mean();
        double squares = scores.stream()
                .mapToDouble(score -> (score.value() - mean) * (score.value() - mean))
                .sum();
        return scores.size() < 2 ? 0 : Math.sqrt(squares / (scores.size() - 1));
    }

    /** Median of the best epochs of the repeats; of an even number the later one in the middle. */
    public int medianEpoch() {
        int[] epochs = scores.stream().mapToInt(Score::epoch).sorted().toArray();
        return epochs[epochs.length / 2];
    }

    private Score meanScore() {
        double tie = scores.stream().collect(Collectors.averagingDouble(Score::tie));
        return new Score(mean(), tie, 0);
    }
}
