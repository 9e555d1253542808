package dev.trialstream.protocol.space;

/**
 * The part [from, to) of the unit interval on which a dimension has one value; a point where the dimension is
 * continuous.
 */
public record Quantiles(double from, double to) {

    public double middle() {
        return (from + to) / 2;
    }

    /** 0 for a value of a continuous dimension. */
    public double width() {
        return to - from;
    }
}
