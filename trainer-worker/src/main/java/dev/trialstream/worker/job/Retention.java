package dev.trialstream.worker.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoints of a trial in training are kept: the last and the best. A verdict may yet cut the curve a little way
 * back, and then the best before the cut is needed; so a former best goes only once its successor is well behind, in epochs
 * and in time.
 */
final class Retention {
    /** Epochs that a verdict may be late. */
    static final int OVERRUN_EPOCHS = 20;

    /** And how late it may be. */
    static final Duration OVERRUN = Duration.ofMinutes(1);

    private final Map<Integer, String> kept = new LinkedHashMap<>();
    private final Deque<Best> bests = new ArrayDeque<>();
    private @Nullable Integer superseded;

    private record Best(int epoch, long nanos) {}

    /**
     * Takes note of a checkpoint that is there.
     *
     * @param best whether its epoch is the best so far
     * @param nanos the time now, of any clock
     * @return names of those that may go now
     */
    List<String> add(int epoch, String name, boolean best, long nanos) {
        List<String> gone = new ArrayList<>();
        if (superseded != null) {
            drop(superseded, gone);
        }
        kept.put(epoch, name);
        superseded = best ? null : epoch;
        if (best) {
            bests.add(new Best(epoch, nanos));
        }
        while (bests.size() > 1 && isWellBehind(successor(), epoch, nanos)) {
            drop(bests.remove().epoch(), gone);
        }
        return gone;
    }

    private Best successor() {
        return bests.stream().skip(1).findFirst().orElseThrow();
    }

    private static boolean isWellBehind(Best best, int epoch, long nanos) {
        return epoch - best.epoch() >= OVERRUN_EPOCHS && nanos - best.nanos() >= OVERRUN.toNanos();
    }

    /** The trial has ended: names of all but the one of epoch {@code best} and the last. */
    List<String> atTheEnd(int best) {
        List<String> gone = new ArrayList<>();
        int last = kept.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int epoch : List.copyOf(kept.keySet())) {
            if (epoch != best && epoch != last) {
                drop(epoch, gone);
            }
        }
        return gone;
    }

    private void drop(int epoch, List<String> gone) {
        String name = kept.remove(epoch);
        if (name != null) {
            gone.add(name);
        }
    }
}
