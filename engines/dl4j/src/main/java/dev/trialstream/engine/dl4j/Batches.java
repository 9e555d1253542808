package dev.trialstream.engine.dl4j;

import dev.trialstream.training.data.Permutation;
import dev.trialstream.training.plan.BatchSizes;
import dev.trialstream.training.prepare.Augmentation;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The minibatches of an epoch: views, created once, of arrays that each epoch fills in its own order. */
final class Batches {
    private final PreparedRows rows;
    private final RowFormat format;
    private final INDArray features;
    private final INDArray answers;
    private final @Nullable INDArray mask;
    private final List<Batch> batches = new ArrayList<>();

    /**
     * Rows and their target outputs [{@code size} × outputs].
     *
     * @param mask real steps of series [{@code size} × steps]; null if none is padded
     */
    record Batch(
            INDArray features, INDArray answers, @Nullable INDArray mask) {}

    /** @param normalises whether the network has batch normalisation, see {@link BatchSizes} */
    Batches(PreparedRows rows, RowFormat format, int batchSize, boolean normalises) {
        this.rows = rows;
        this.format = format;
        this.features = Nd4j.create(DataType.FLOAT, format.shape(rows.count()));
        this.answers = Nd4j.create(DataType.FLOAT, rows.count(), rows.answers().width());
        this.mask = format.features() == 0 || rows.lengths() == null
                ? null
                : Nd4j.create(DataType.FLOAT, rows.count(), format.steps());
        int from = 0;
        for (int size : BatchSizes.of(rows.count(), batchSize, normalises)) {
            int to = from + size;
            batches.add(new Batch(part(features, from, to), part(answers, from, to), partOrNull(mask, from, to)));
            from = to;
        }
    }

    private static @Nullable INDArray partOrNull(@Nullable INDArray array, int from, int to) {
        return array == null ? null : part(array, from, to);
    }

    private static INDArray part(INDArray array, int from, int to) {
        INDArrayIndex[] indices = new INDArrayIndex[array.rank()];
        indices[0] = NDArrayIndex.interval(from, to);
        for (int i = 1; i < indices.length; i++) {
            indices[i] = NDArrayIndex.all();
        }
        return array.get(indices);
    }

    /**
     * The batches of an epoch in an order drawn with {@code seed}; valid until the next call.
     *
     * @param ofClass weight of each class; null if all are equal
     */
    List<Batch> shuffled(long seed, double @Nullable [] ofClass) {
        FloatBuffer x = features.data().asNioFloat();
        FloatBuffer y = answers.data().asNioFloat();
        float[] answer = new float[rows.answers().width()];
        int[] order = Permutation.of(rows.count(), seed);
        Augmentation augmentation = rows.augmentation();
        Random random = new Random(seed);
        float[] changed = new float[rows.inputs()];
        for (int row : order) {
            if (augmentation == null) {
                x.put(rows.features(), row * rows.inputs(), rows.inputs());
            } else {
                augmentation.apply(rows.features(), row * rows.inputs(), changed, random);
                x.put(changed);
            }
            rows.answers().encode(row, answer);
            if (ofClass != null) {
                weigh(answer, ofClass, row);
            }
            y.put(answer);
        }
        if (mask != null && rows.lengths() != null) {
            fillMask(mask, rows.lengths(), order);
        }
        return batches;
    }

    private void fillMask(INDArray array, int[] lengths, int[] order) {
        float[] steps = new float[(int) array.length()];
        for (int i = 0; i < order.length; i++) {
            format.mark(steps, i, lengths[order[i]]);
        }
        array.data().asNioFloat().put(steps);
    }

    /** Scales the row's label by its weight, because the loss reads the weight from there. */
    private void weigh(float[] answer, double[] ofClass, int row) {
        int label = ((TargetEncoding.Classes) rows.answers()).labels()[row];
        answer[label] *= (float) ofClass[label];
    }

    /** Frees the memory; the batches cannot be used afterwards. */
    void close() {
        features.close();
        answers.close();
        if (mask != null) {
            mask.close();
        }
    }
}
