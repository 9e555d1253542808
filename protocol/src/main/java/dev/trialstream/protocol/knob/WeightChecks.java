package dev.trialstream.protocol.knob;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks for initial weights from which nothing can be learnt. */
final class WeightChecks {
    private static final Set<String> ALIKE =
            Set.of("zero", "zeros", "one", "ones", "constant", "identity_constant", "none");

    private WeightChecks() {}

    /** Why the value is refused; empty if it is accepted. */
    static Optional<String> objectionTo(String name, Object value) {
        boolean alike = name.equals("initializer")
                && ALIKE.contains(String.valueOf(value).toLowerCase(Locale.ROOT));
        boolean zero = name.equals("weight_scale") && value instanceof Number n && n.doubleValue() == 0;
        return alike || zero
                ? Optional.of("weights that begin all alike get the same gradient and stay alike: the units of a layer"
                        + " would all learn the same")
                : Optional.empty();
    }
}
