package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.WholeNumber;
import dev.trialstream.protocol.study.key.WordOr;
import java.util.List;
import java.util.Map;

/**
 * How the winner of a study is chosen among its best trials.
 *
 * @param confirm fresh seeds to retrain every candidate with; 0: the best of the search wins without confirmation
 */
public record Promotion(int confirm) {
    /** Maximum number of candidates to confirm. */
    public static final int MOST_CANDIDATES = 5;

    public static final Promotion NONE = new Promotion(0);
    public static final Promotion AUTO = new Promotion(3);

    private static final int MOST_SEEDS = 100;

    public static final Key<Integer> CONFIRM = Key.of(
                    "confirm",
                    new WordOr<>(
                            Map.of("auto", AUTO.confirm, "none", NONE.confirm),
                            new WholeNumber(0, MOST_SEEDS),
                            "auto, none or a number of fresh seeds, " + MOST_SEEDS + " at most"))
            .needed()
            .help("Fresh seeds that every candidate is trained again with: a number, auto (3) or none (0: the best of"
                    + " the search wins as it is).");

    static final List<Key<?>> KEYS = List.of(CONFIRM);
}
