package dev.trialstream.protocol.curve;

/** Names of metrics that qualify another metric: that metric's name and a suffix. */
public final class MetricNames {
    private static final String STANDARD_ERROR = "_se";
    private static final String DEVIATION = "_sd";

    private MetricNames() {}

    /** The name of the standard error of {@code metric}. */
    public static String standardErrorOf(String metric) {
        return metric + STANDARD_ERROR;
    }

    /** The name of the standard deviation of {@code metric} over the networks of a trial. */
    public static String deviationOf(String metric) {
        return metric + DEVIATION;
    }

    public static boolean isStandardError(String name) {
        return name.endsWith(STANDARD_ERROR);
    }

    public static boolean isDeviation(String name) {
        return name.endsWith(DEVIATION);
    }
}
