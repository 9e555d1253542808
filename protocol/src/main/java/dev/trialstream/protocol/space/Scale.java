package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The distribution of values of a numeric dimension: uniform, or uniform in the logarithm. */
public enum Scale {
    @JsonProperty("linear")
    LINEAR {
        @Override
        double between(double low, double high, double u) {
            return low + (high - low) * u;
        }

        @Override
        double position(double low, double high, double value) {
            return (value - low) / (high - low);
        }
    },
    @JsonProperty("log")
    LOG {
        @Override
        double between(double low, double high, double u) {
            return Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * u);
        }

        @Override
        double position(double low, double high, double value) {
            return Math.log(value / low) / Math.log(high / low);
        }
    };

    /** The point at fraction {@code u} (0 to 1) of the way from {@code low} to {@code high} on this scale. */
    abstract double between(double low, double high, double u);

    /**
     * The fraction of the way from {@code low} to {@code high} at which {@code value} lies; the inverse of
     * {@link #between}.
     */
    abstract double position(double low, double high, double value);
}
