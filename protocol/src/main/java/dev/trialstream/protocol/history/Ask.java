package dev.trialstream.protocol.history;

import org.jspecify.annotations.Nullable;

/**
 * Someone's request for a trial over HTTP, and what came of it.
 *
 * @param patient whether they wait until there is one
 * @param job what they got, or null
 * @param attempt of it, or 0
 */
public record Ask(
        String id, boolean patient, State state, @Nullable String job, int attempt) {
    /** What came of an ask. */
    public enum State {
        OPEN,
        ANSWERED,
        /** There was nothing to do, or whoever asked stopped waiting. */
        CLOSED
    }

    private static final String ASKER = "http/";

    /** Who owns what is given in answer to {@code ask}, as events call them. */
    public static String asker(String ask) {
        return ASKER + ask;
    }

    /** Whether {@code worker} is one that asked over HTTP. */
    public static boolean isAsker(String worker) {
        return worker.startsWith(ASKER);
    }

    static String idOf(String asker) {
        return isAsker(asker) ? asker.substring(ASKER.length()) : "";
    }

    Ask answered(String given, int attemptOf) {
        return new Ask(id, patient, State.ANSWERED, given, attemptOf);
    }

    Ask closed() {
        return new Ask(id, patient, State.CLOSED, null, 0);
    }
}
