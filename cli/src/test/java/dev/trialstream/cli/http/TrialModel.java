package dev.trialstream.cli.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answers about one trial over HTTP would be if calls came one after the other: the specification that racing
 * calls are held against. Immutable.
 *
 * @param attempt of the client that holds the trial, or held it last; 0: nobody has had it
 * @param running whether it is held
 * @param ended completed or failed; null if it has not ended
 * @param losses by epoch, from 1
 * @param reported whether this attempt has reported an epoch
 */
record TrialModel(int attempt, boolean running, @Nullable String ended, List<Double> losses, boolean reported) {
    static final TrialModel FRESH = new TrialModel(0, false, null, List.of(), false);

    /** A call of a client. */
    sealed interface Call {}

    /** The answer to an ask gave the trial. */
    record Given(int attempt, int resumedAfter) implements Call {}

    /** An epoch. */
    record Epoch(int attempt, int epoch, double loss) implements Call {}

    /** @param loss null if none is told */
    record Tell(int attempt, boolean completes, @Nullable Double loss) implements Call {}

    /** A heartbeat. */
    record Beat(int attempt) implements Call {}

    /**
     * An answer of the server.
     *
     * @param state that a tell was answered with; otherwise null
     */
    record Answer(int status, @Nullable String state) {}

    /**
     * The state after a call that was answered so; null if the specification does not allow the answer.
     *
     * @param epochs that a trial may train
     * @param attempts that may fail
     */
    @Nullable
    TrialModel after(Call call, Answer answer, int epochs, int attempts) {
        if (call instanceof Given given) {
            boolean next = !running && ended == null && given.attempt() == attempt + 1;
            boolean knows = given.attempt() == 1 || given.resumedAfter() == losses.size();
            return next && knows ? new TrialModel(given.attempt(), true, null, losses, false) : null;
        } else if (call instanceof Beat beat) {
            return answer.status() == (holds(beat.attempt()) ? 200 : 409) ? this : null;
        } else if (call instanceof Epoch epoch) {
            return after(epoch, answer, epochs);
        }
        return after((Tell) call, answer, attempts);
    }

    private boolean holds(int by) {
        return running && by == attempt;
    }

    private @Nullable TrialModel after(Epoch call, Answer answer, int epochs) {
        if (!holds(call.attempt())) {
            return answer.status() == 409 ? this : null;
        }
        int next = losses.size() + 1;
        if (call.epoch() > Math.min(next, epochs)) {
            return answer.status() == 400 ? this : null;
        }
        boolean startsAgain = attempt > 1 && !reported && call.epoch() < next;
        List<Double> known = startsAgain ? losses.subList(0, call.epoch() - 1) : losses;
        if (call.epoch() <= known.size()) {
            boolean same = known.get(call.epoch() - 1) == call.loss();
            return answer.status() == (same ? 200 : 409) ? this : null;
        }
        List<Double> longer = new ArrayList<>(known);
        longer.add(call.loss());
        return answer.status() == 200 ? new TrialModel(attempt, true, null, List.copyOf(longer), true) : null;
    }

    private @Nullable TrialModel after(Tell call, Answer answer, int attempts) {
        if (!holds(call.attempt())) {
            // one that says again what counts may be told so
            boolean completed = "completed".equals(ended);
            boolean again = call.attempt() == attempt && attempt > 0 && call.completes() == completed;
            return answer.status() == 409 || (again && answer.status() == 200) ? this : null;
        }
        if (!call.completes()) {
            String state = attempt < attempts ? "released" : "failed";
            return answer.status() == 200 && state.equals(answer.state())
                    ? new TrialModel(attempt, false, state.equals("failed") ? "failed" : null, losses, reported)
                    : null;
        }
        if (losses.isEmpty()) {
            return call.loss() == null
                    ? (answer.status() == 400 ? this : null)
                    : completed(List.of(call.loss()), answer);
        }
        boolean counts = call.loss() == null || call.loss().equals(losses.get(losses.size() - 1));
        return counts ? completed(losses, answer) : answer.status() == 409 ? this : null;
    }

    private @Nullable TrialModel completed(List<Double> counting, Answer answer) {
        return answer.status() == 200 && "completed".equals(answer.state())
                ? new TrialModel(attempt, false, "completed", counting, true)
                : null;
    }
}
