package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Objective;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The winner of a confirmation, and what it is worth.
 *
 * <p>The winner is the candidate with the best mean score over all rounds of repeats, and it is trained for the median
 * of their best epochs. The same repeats cannot also say what it is worth: the least of several means is too small, and
 * so is the least of the epochs of a curve. So each round is scored by a choice that has not seen it. Candidate and
 * number of epochs are chosen by the other rounds, and the value is the metric that the left-out repeat of that candidate
 * has after so many epochs (cross-validation of a choice: Stone 1974, "Cross-Validatory Choice and Assessment of
 * Statistical Predictions"; Cawley and Talbot 2010, "On Over-fitting in Model Selection", JMLR 11). The mean of these
 * values estimates, without bias, what the choice by one round less is worth on average.
 *
 * @param scores of the winner's repeats, each at its own best epoch, round by round
 * @param leftOut the value of each round by the choice without it; empty with a single round, which leaves nothing to
 *     choose by
 */
public record Confirmed(Standing standing, List<Score> scores, List<Double> leftOut) {
    public Confirmed {
        scores = List.copyOf(scores);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The candidate with the best mean; equal ones by mean log loss, then by their place in the search. A candidate
     * with a failed repeat is excluded. If the time ran out, only the rounds count that every other candidate has
     * completed: a round draws the same rows for all of them. Empty without a complete round.
     *
     * @param candidates best of the search first
     * @param trials of any role, by number
     */
    public static Optional<Confirmed> best(Objective objective, List<Standing> candidates, List<TrialLog> trials) {
        List<Candidate> sound = candidates.stream()
                .map(candidate -> new Candidate(candidate, repeats(candidate, trials)))
                .filter(candidate -> candidate.repeats().stream().noneMatch(it -> it.state() == JobLog.State.FAILED))
                .toList();
        int rounds = sound.stream().mapToInt(it -> it.repeats().size()).min().orElse(0);
        int[] complete = IntStream.range(0, rounds)
                .filter(round -> sound.stream().allMatch(it -> it.isScored(objective, round)))
                .toArray();
        if (complete.length == 0) {
            return Optional.empty();
        }
        List<Rounds> scored =
                sound.stream().map(it -> it.rounds(objective, complete)).toList();
        Rounds winner = Rounds.best(objective, scored);
        List<Double> leftOut = complete.length < 2
                ? List.of()
                : IntStream.range(0, complete.length)
                        .mapToObj(round -> leftOut(objective, scored, round))
                        .toList();
        return Optional.of(new Confirmed(winner.standing(), winner.scores(), leftOut));
    }

    /** The value of {@code round} by the choice of all other rounds. */
    private static double leftOut(Objective objective, List<Rounds> scored, int round) {
        List<Rounds> others = scored.stream().map(it -> it.without(round)).toList();
        Rounds chosen = Rounds.best(objective, others);
        return scored.get(others.indexOf(chosen)).after(objective, round, chosen.medianEpoch());
    }

    private record Candidate(Standing standing, List<TrialLog> repeats) {
        boolean isScored(Objective objective, int round) {
            TrialLog trial = repeats.get(round);
            return trial.state() == JobLog.State.COMPLETED
                    && trial.score(objective).isPresent();
        }

        Rounds rounds(Objective objective, int[] complete) {
            List<TrialLog> counted =
                    IntStream.of(complete).mapToObj(repeats::get).toList();
            return new Rounds(
                    standing,
                    counted.stream().map(TrialLog::curve).toList(),
                    counted.stream()
                            .map(trial -> trial.score(objective).orElseThrow())
                            .toList());
        }
    }

    private static List<TrialLog> repeats(Standing candidate, List<TrialLog> trials) {
        return trials.stream()
                .filter(trial -> trial.role() == Role.CONFIRM
                        && trial.repeat() != null
                        && trial.repeat().of().equals(candidate.trial()))
                .toList();
    }

    /** Number of trainings of the winner. */
    public int repeats() {
        return scores.size();
    }

    /** Mean of the left-out values; with a single round, the score of that round, which is too good. */
    public double mean() {
        return values().collect(Collectors.averagingDouble(it -> it));
    }

    /** Standard deviation of a single value: the square root of the unbiased variance; 0 with one training. */
    public double sd() {
        double mean = mean();
        double squares = values().mapToDouble(it -> (it - mean) * (it - mean)).sum();
        return scores.size() < 2 ? 0 : Math.sqrt(squares / (scores.size() - 1));
    }

    private Stream<Double> values() {
        return leftOut.isEmpty() ? scores.stream().map(Score::value) : leftOut.stream();
    }

    /** Mean of the winner's scores at their own best epochs: what it won by, and better than it is worth. */
    public double winningMean() {
        return scores.stream().collect(Collectors.averagingDouble(Score::value));
    }

    /** Epochs to train the winner for: the median of the best epochs of its repeats. */
    public int medianEpoch() {
        return Rounds.medianEpoch(scores);
    }
}
