package dev.trialstream.training.plan;

import java.util.ArrayList;
import java.util.List;

/** How many rows each minibatch of an epoch has. */
public final class BatchSizes {
    /** Of two rows, batch normalisation makes 1 and −1 of whatever they are. */
    private static final int FEWEST = 3;

    private BatchSizes() {}

    /**
     * The sizes in order; their sum is {@code rows}.
     *
     * <p>All batches are of {@code batch} rows, and the last one has what remains. A single remaining row joins the
     * batch before it. With batch normalisation, so do fewer rows than half a batch, because every batch moves the
     * running mean and variance as far as any other, and those of few rows are mostly chance (Ioffe and Szegedy 2015,
     * "Batch Normalization", algorithm 2). The two then share their rows evenly, so that none exceeds {@code batch};
     * where a half would have fewer than three rows they stay one.
     *
     * @param rows at least {@code batch}
     * @param batch at least 1
     * @param normalises whether any layer has batch normalisation
     */
    public static List<Integer> of(int rows, int batch, boolean normalises) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < rows / batch; i++) {
            sizes.add(batch);
        }
        int left = rows % batch;
        int enough = normalises ? Math.max(FEWEST, (batch + 1) / 2) : 2;
        if (left >= enough || (left > 0 && sizes.isEmpty())) {
            sizes.add(left);
        } else if (left > 0) {
            share(sizes, batch + left, normalises);
        }
        return List.copyOf(sizes);
    }

    private static void share(List<Integer> sizes, int together, boolean normalises) {
        sizes.remove(sizes.size() - 1);
        if (normalises && together >= 2 * FEWEST) {
            sizes.add(together - together / 2);
            sizes.add(together / 2);
        } else {
            sizes.add(together);
        }
    }
}
