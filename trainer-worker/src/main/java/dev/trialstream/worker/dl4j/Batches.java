package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.data.Permutation;
import dev.trialstream.worker.prepare.PreparedRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The minibatches of an epoch: views, made once, of two matrices that each epoch fills in its own order. */
final class Batches {
    private final PreparedRows rows;
    private final int classes;
    private final INDArray features;
    private final INDArray labels;
    private final List<Batch> batches = new ArrayList<>();

    /** Rows [{@code size} × inputs] and one-hot labels [{@code size} × classes]. */
    record Batch(INDArray features, INDArray labels) {}

    Batches(PreparedRows rows, int classes, int batchSize) {
        this.rows = rows;
        this.classes = classes;
        this.features = Nd4j.create(DataType.FLOAT, rows.count(), rows.inputs());
        this.labels = Nd4j.create(DataType.FLOAT, rows.count(), classes);
        for (int from = 0; from < rows.count(); ) {
            int to = end(from, batchSize);
            batches.add(new Batch(
                    features.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()),
                    labels.get(NDArrayIndex.interval(from, to), NDArrayIndex.all())));
            from = to;
        }
    }

    /** A single row left over joins the last batch: alone it has no variance to normalise by. */
    private int end(int from, int batchSize) {
        int to = Math.min(from + batchSize, rows.count());
        return batchSize > 1 && rows.count() - to == 1 ? rows.count() : to;
    }

    /** The batches of an epoch whose order is drawn with {@code seed}; valid until the next call. */
    List<Batch> shuffled(long seed) {
        FloatBuffer x = features.data().asNioFloat();
        FloatBuffer y = labels.data().asNioFloat();
        float[] oneHot = new float[classes];
        for (int row : Permutation.of(rows.count(), seed)) {
            x.put(rows.features(), row * rows.inputs(), rows.inputs());
            oneHot[rows.labels()[row]] = 1;
            y.put(oneHot);
            oneHot[rows.labels()[row]] = 0;
        }
        return batches;
    }

    /** Gives the memory back; the batches are of no use any more. */
    void close() {
        features.close();
        labels.close();
    }
}
