package dev.trialstream.cli.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of racing calls in which every answer is right: an order that keeps a call that was answered before
 * another one began before that one (Herlihy and Wing 1990, "Linearizability"; the search is that of Wing and Gong 1993).
 */
final class Linearization {
    private final List<Done> calls;
    private final int epochs;
    private final int attempts;
    private final Set<Seen> seen = new HashSet<>();

    /** @param began before {@code ended}, by the same clock for all calls */
    record Done(TrialModel.Call call, TrialModel.Answer answer, long began, long ended) {}

    private record Seen(Set<Integer> done, TrialModel state) {}

    private Linearization(List<Done> calls, int epochs, int attempts) {
        this.calls = calls;
        this.epochs = epochs;
        this.attempts = attempts;
    }

    /** The state after all calls, in such an order; empty if there is none. */
    static Optional<TrialModel> of(List<Done> calls, int epochs, int attempts) {
        return new Linearization(List.copyOf(calls), epochs, attempts).from(Set.of(), TrialModel.FRESH);
    }

    private Optional<TrialModel> from(Set<Integer> done, TrialModel state) {
        if (done.size() == calls.size()) {
            return Optional.of(state);
        }
        if (!seen.add(new Seen(done, state))) {
            return Optional.empty();
        }
        List<Integer> left = new ArrayList<>();
        long firstEnd = Long.MAX_VALUE;
        for (int i = 0; i < calls.size(); i++) {
            if (!done.contains(i)) {
                left.add(i);
                firstEnd = Math.min(firstEnd, calls.get(i).ended());
            }
        }
        for (int i : left) {
            Done call = calls.get(i);
            if (call.began() > firstEnd) {
                continue; // another one was answered before
            }
            TrialModel after = state.after(call.call(), call.answer(), epochs, attempts);
            if (after != null) {
                Set<Integer> more = new HashSet<>(done);
                more.add(i);
                Optional<TrialModel> end = from(Set.copyOf(more), after);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        return Optional.empty();
    }
}
