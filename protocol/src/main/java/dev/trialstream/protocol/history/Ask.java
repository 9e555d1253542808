package dev.trialstream.protocol.history;

import org.jspecify.annotations.Nullable;

/**
 * A client's request for a trial over HTTP, and its outcome.
 *
 * @param patient whether the client waits until there is a trial
 * @param job the trial that it got, or null
 * @param attempt of that trial, or 0
 */
public record Ask(
        String id, boolean patient, State state, @Nullable String job, int attempt) {
    /** The outcome of an ask. */
    public enum State {
        OPEN,
        ANSWERED,
        /** There was no trial to give, or the client stopped waiting. */
        CLOSED
    }

    private static final String ASKER = "http/";

    /** The owner, as events name it, of a trial given in answer to {@code ask}. */
    public static String asker(String ask) {
        return ASKER + ask;
    }

    /** Whether {@code worker} is a client that asked over HTTP. */
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
