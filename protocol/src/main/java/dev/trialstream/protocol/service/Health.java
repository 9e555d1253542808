package dev.trialstream.protocol.service;

/**
 * The health of a service.
 *
 * @param live whether its loops run; if not, only a restart helps
 * @param ready whether it can work now: it has its partitions, and the broker answers
 * @param state in a few words
 */
public record Health(boolean live, boolean ready, String state) {
    /** Health of a service whose loops run. */
    public static Health of(boolean ready, String state) {
        return new Health(true, ready, state);
    }

    public static Health dead(String why) {
        return new Health(false, false, why);
    }
}
