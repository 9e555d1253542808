package dev.trialstream.training.data;

import dev.trialstream.protocol.study.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/** Splits rows by time, so that a network is judged on later rows than those that it learnt from. */
final class TimeSplit {
    private TimeSplit() {}

    /** @throws BadData if there are not three parts with different times */
    static RowSplit parts(Examples data, Split split) {
        String name = Objects.requireNonNull(split.time());
        double[] times = KeyColumn.times(data, name);
        int[] order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> times[row])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        int validation = cut(order, times, split.train());
        int test = cut(order, times, split.train() + split.validation());
        if (validation == 0 || test <= validation || test == order.length) {
            throw BadData.inColumn(
                    data.file(),
                    name,
                    "cannot be cut into three parts, expected at least three different times of not too many rows each");
        }
        return new RowSplit(part(order, 0, validation), part(order, validation, test), part(order, test, order.length));
    }

    /** Rows of one time stay together: in the later part, unless that would leave the earlier one empty. */
    private static int cut(int[] order, double[] times, double share) {
        int wanted = (int) Math.round(share * order.length);
        int cut = Math.min(Math.max(wanted, 1), order.length - 1);
        while (cut > 0 && times[order[cut]] == times[order[cut - 1]]) {
            cut--;
        }
        return cut;
    }

    private static int[] part(int[] order, int from, int to) {
        return Arrays.stream(order, from, to).sorted().toArray();
    }
}
