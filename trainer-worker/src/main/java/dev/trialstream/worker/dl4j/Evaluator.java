package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.engine.Evaluation;
import dev.trialstream.worker.engine.Tally;
import dev.trialstream.worker.prepare.Answers;
import dev.trialstream.worker.prepare.PreparedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scores a network on fixed rows, a thousand at a time. */
final class Evaluator {
    private static final int CHUNK = 1024;
    private static final int MAX_ROWS = 10_000;

    private final List<INDArray> chunks = new ArrayList<>();
    private final Answers answers;

    private Evaluator(PreparedRows rows, int[] chosen) {
        int inputs = rows.inputs();
        this.answers = rows.answers().of(chosen);
        for (int from = 0; from < chosen.length; from += CHUNK) {
            int count = Math.min(CHUNK, chosen.length - from);
            float[] chunk = new float[count * inputs];
            for (int i = 0; i < count; i++) {
                System.arraycopy(rows.features(), chosen[from + i] * inputs, chunk, i * inputs, inputs);
            }
            chunks.add(Nd4j.create(chunk, new long[] {count, inputs}, 'c'));
        }
    }

    static Evaluator ofAll(PreparedRows rows) {
        return new Evaluator(rows, IntStream.range(0, rows.count()).toArray());
    }

    /** Evenly spaced over the file, which may be sorted by class. */
    static Evaluator ofSample(PreparedRows rows) {
        int count = Math.min(MAX_ROWS, rows.count());
        return new Evaluator(
                rows,
                IntStream.range(0, count)
                        .map(i -> (int) ((long) i * rows.count() / count))
                        .toArray());
    }

    Evaluation evaluate(MultiLayerNetwork network) {
        Tally tally = Tally.of(answers);
        int first = 0;
        for (INDArray chunk : chunks) {
            tally.add(NativeMemory.use(() -> Forward.outputs(network, chunk)), first);
            first += (int) chunk.size(0);
        }
        return tally.evaluation();
    }

    void close() {
        chunks.forEach(INDArray::close);
    }
}
