package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.study.key.Items;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judging besides the stopping rule.
 *
 * @param shadows rules whose verdicts have no effect, for comparison with the acting rule
 * @param holdout share of the trials that no rule stops, at least 0 and below 1; they show whether the rules are right
 */
public record Judging(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoppingSpec> shadows,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double holdout) {
    /** Limited, because a shadow rule costs as much as the acting one. */
    static final Items SHADOWS = new Items("shadows", 1, 8, "a list of stopping rules");

    static final Key<Double> HOLDOUT = Key.of(
                    "holdout", new Share("a share of the trials such as 5% or 0.05, at least 0 and below 1"))
            .otherwise(0.0)
            .help("Share of the trials that no rule stops, such as 5% or 0.05.");

    public static final Judging STANDARD = new Judging(List.of(), 0);

    @SuppressWarnings("NullAway") // defaults for fields that a message leaves out
    public Judging {
        shadows = shadows == null ? List.of() : List.copyOf(shadows);
    }

    /** {@code judging}, or the defaults if it is null. */
    public static Judging of(@Nullable Judging judging) {
        return judging == null ? STANDARD : judging;
    }

    /** Whether trial {@code number}, from 1, is never stopped. These trials are evenly spread and always the same. */
    public boolean holdsOut(int number) {
        return Math.floor(number * holdout) > Math.floor((number - 1) * holdout);
    }
}
