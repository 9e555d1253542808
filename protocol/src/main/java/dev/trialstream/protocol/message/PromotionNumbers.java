package dev.trialstream.protocol.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The numbers of a promotion, by the names that {@link Grounds#numbers} has for them. */
public final class PromotionNumbers {
    private static final String MEAN = "mean";
    private static final String SD = "sd";
    private static final String REPEATS = "repeats";
    private static final String VALUE = "value";
    private static final String REFIT_EPOCHS = "refit_epochs";

    private PromotionNumbers() {}

    /**
     * The numbers of a winner that was confirmed.
     *
     * @param value that it had in the search
     * @param refitEpochs to train the winner for on all rows but the test rows
     */
    public static Map<String, Double> confirmed(Best.Confirmed confirmed, double value, int refitEpochs) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(MEAN, confirmed.mean());
        numbers.put(SD, confirmed.sd());
        numbers.put(REPEATS, (double) confirmed.trials());
        numbers.put(VALUE, value);
        numbers.put(REFIT_EPOCHS, (double) refitEpochs);
        return numbers;
    }

    /** The result of the confirmation; empty where nothing confirmed the winner. */
    static Optional<Best.Confirmed> confirmed(Map<String, Double> numbers) {
        Double mean = numbers.get(MEAN);
        Double sd = numbers.get(SD);
        Double repeats = numbers.get(REPEATS);
        return mean == null || sd == null || repeats == null
                ? Optional.empty()
                : Optional.of(new Best.Confirmed(mean, sd, repeats.intValue()));
    }

    /** Epochs to refit the winner for; empty where it is not refitted. */
    static OptionalInt refitEpochs(Map<String, Double> numbers) {
        Double epochs = numbers.get(REFIT_EPOCHS);
        return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs.intValue());
    }
}
