package dev.trialstream.protocol.space;

/** Error messages of expressions with a left and a right side. */
final class Binary {
    private Binary() {}

    static void both(Kind expected, Kind left, Kind right, String operator, int at) {
        if (left != expected || right != expected) {
            throw objection(expected + " on both sides of " + operator, left, right, at);
        }
    }

    static IllegalArgumentException objection(String expected, Kind left, Kind right, int at) {
        return new IllegalArgumentException(
                "at character " + at + ": expected " + expected + ", got " + left + " and " + right);
    }
}
