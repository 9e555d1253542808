package dev.trialstream.protocol.kafka;

/**
 * Limits of messages in bytes, all from one number: what a broker with its defaults takes ({@code message.max.bytes} of
 * 1,048,588, less the headers and keys of a record). What is accepted at the door must fit wherever it goes from there:
 * into the history, the judge's changelog, a job and the best. The topics that carry more than one study's worth, and
 * those that keep what was refused, have a higher limit of their own.
 */
public final class MessageSizes {
    /** What every topic takes. */
    public static final int ANY_TOPIC = 1_000_000;

    /** A message that a client publishes. */
    public static final int INCOMING = ANY_TOPIC;

    /** An accepted study with all its defaults; its parameters are smaller. */
    public static final int STUDY = ANY_TOPIC / 10 * 8;

    /** A Pareto front in the best, beside the parameters. */
    public static final int FRONT = ANY_TOPIC / 10;

    /** A curve in a job, beside the study's parts. */
    public static final int CURVE = ANY_TOPIC * 10;

    /** Topics whose messages may be larger: a job carries a curve. Also the largest request of a producer. */
    static final int LARGE_TOPIC = 16 * 1024 * 1024;

    /** Largest value of a message on such a topic. */
    public static final int LARGEST = LARGE_TOPIC - 64 * 1024;

    /** An inbox, which takes too large messages so that they can be set aside whole. */
    static final int INBOX = 12 * 1024 * 1024;

    private MessageSizes() {}
}
