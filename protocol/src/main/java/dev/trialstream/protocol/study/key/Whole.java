package dev.trialstream.protocol.study.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whole numbers however they are written: 1000, 1e3 and 1000.0 are one number, as in JSON Schema. */
final class Whole {
    /** Digits before the decimal point; more would only be work. */
    private static final int MOST_DIGITS = 30;

    private Whole() {}

    /** The number, or empty if {@code node} is none or not a whole one. */
    static Optional<BigInteger> of(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(node.bigIntegerValue());
        } else if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = node.decimalValue().stripTrailingZeros();
        boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= MOST_DIGITS;
        return whole ? Optional.of(number.toBigIntegerExact()) : Optional.empty();
    }

    /** Whether {@code number} lies between both bounds, which are included. */
    static boolean isWithin(BigInteger number, long least, long most) {
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
    }
}
