package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.data.Permutation;
import dev.trialstream.worker.prepare.Augmentation;
import dev.trialstream.worker.prepare.PreparedRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The minibatches of an epoch: views, made once, of two matrices that each epoch fills in its own order. */
final class Batches {
    private final PreparedRows rows;
    private final INDArray features;
    private final INDArray answers;
    private final List<Batch> batches = new ArrayList<>();

    /** Rows [{@code size} × inputs] and what the network is to give for them [{@code size} × outputs]. */
    record Batch(INDArray features, INDArray answers) {}

    Batches(PreparedRows rows, int batchSize) {
        this.rows = rows;
        this.features = Nd4j.create(DataType.FLOAT, rows.count(), rows.inputs());
        this.answers = Nd4j.create(DataType.FLOAT, rows.count(), rows.answers().width());
        for (int from = 0; from < rows.count(); ) {
            int to = end(from, batchSize);
            batches.add(new Batch(
                    features.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()),
                    answers.get(NDArrayIndex.interval(from, to), NDArrayIndex.all())));
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
        FloatBuffer y = answers.data().asNioFloat();
        float[] answer = new float[rows.answers().width()];
        Augmentation augmentation = rows.augmentation();
        Random random = new Random(seed);
        float[] changed = new float[rows.inputs()];
        for (int row : Permutation.of(rows.count(), seed)) {
            if (augmentation == null) {
                x.put(rows.features(), row * rows.inputs(), rows.inputs());
            } else {
                augmentation.apply(rows.features(), row * rows.inputs(), changed, random);
                x.put(changed);
            }
            rows.answers().encode(row, answer);
            y.put(answer);
        }
        return batches;
    }

    /** Gives the memory back; the batches are of no use any more. */
    void close() {
        features.close();
        answers.close();
    }
}
