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
 * The checkpoints to keep during a training: the last and the best. A late verdict may cut the curve back a little, and
 * then the best before the cut is needed. So a former best is deleted only when its successor is old enough, in epochs
 * and in time.
 */
final class Retention {
    /** Maximum delay of a verdict, in epochs. */
    static final int OVERRUN_EPOCHS = 20;

    /** Maximum delay of a verdict, in time. */
    static final Duration OVERRUN = Duration.ofMinutes(1);

    private final Map<Integer, String> kept = new LinkedHashMap<>();
    private final Deque<Best> bests = new ArrayDeque<>();
    private @Nullable Integer superseded;

    private record Best(int epoch, long nanos) {}

    /**
     * Adds an existing checkpoint.
     *
     * @param best whether its epoch is the best so far
     * @param nanos the current time of any clock
     * @return names of checkpoints to delete
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

    /** The trial has ended: names of all checkpoints but that of epoch {@code best} and the last. */
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
