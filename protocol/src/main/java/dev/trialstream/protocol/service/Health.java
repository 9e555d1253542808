package dev.trialstream.protocol.service;

/**
 * How a service is.
 *
 * @param live whether its loops turn; where they do not, only starting it anew helps
 * @param ready whether it can do its work now: it has its partitions, and the broker answers
 * @param state in a few words
 */
public record Health(boolean live, boolean ready, String state) {
    /** Of a service whose loops turn. */
    public static Health of(boolean ready, String state) {
        return new Health(true, ready, state);
    }

    public static Health dead(String why) {
        return new Health(false, false, why);
    }
}
