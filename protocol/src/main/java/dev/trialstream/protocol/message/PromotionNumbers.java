package dev.trialstream.protocol.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers of a promotion, by their names in {@link Grounds#numbers}. */
public final class PromotionNumbers {
    private static final String MEAN = "mean";
    private static final String WINNING_MEAN = "winning_mean";
    private static final String SD = "sd";
    private static final String REPEATS = "repeats";
    private static final String VALUE = "value";
    private static final String REFIT_EPOCHS = "refit_epochs";

    private PromotionNumbers() {}

    /**
     * The numbers of a confirmed winner.
     *
     * @param winningMean mean over its repeats, each at its own best epoch
     * @param value its value in the search
     * @param refitEpochs epochs for training the winner on all rows but the test rows
     */
    public static Map<String, Double> confirmed(
            Best.Confirmed confirmed, double winningMean, double value, int refitEpochs) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(MEAN, confirmed.mean());
        numbers.put(SD, confirmed.sd());
        numbers.put(REPEATS, (double) confirmed.trials());
        numbers.put(WINNING_MEAN, winningMean);
        numbers.put(VALUE, value);
        numbers.put(REFIT_EPOCHS, (double) refitEpochs);
        return numbers;
    }

    /** Result of the confirmation; empty if the winner was not confirmed. */
    static Optional<Best.Confirmed> confirmed(Map<String, Double> numbers) {
        Double mean = numbers.get(MEAN);
        Double sd = numbers.get(SD);
        Double repeats = numbers.get(REPEATS);
        return mean == null || sd == null || repeats == null
                ? Optional.empty()
                : Optional.of(new Best.Confirmed(mean, sd, repeats.intValue()));
    }

    /**
     * Whether each repeat was scored by a choice that had not seen it. Until policy 4 it was not, and the mean was that of
     * the winner's best epochs; with a single repeat it still is.
     */
    static boolean scoresApart(Map<String, Double> numbers) {
        Double repeats = numbers.get(REPEATS);
        return numbers.containsKey(WINNING_MEAN) && repeats != null && repeats > 1;
    }

    /** Epochs for the refit of the winner; empty if it is not refitted. */
    static OptionalInt refitEpochs(Map<String, Double> numbers) {
        Double epochs = numbers.get(REFIT_EPOCHS);
        return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs.intValue());
    }
}
