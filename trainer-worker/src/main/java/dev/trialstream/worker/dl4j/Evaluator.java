package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.engine.Evaluation;
import dev.trialstream.worker.prepare.PreparedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scores a network on fixed rows, a thousand at a time. */
final class Evaluator {
    private static final int CHUNK = 1024;
    private static final int MAX_ROWS = 10_000;

    private final List<INDArray> chunks = new ArrayList<>();
    private final int[] labels;

    private Evaluator(PreparedRows rows, int[] chosen) {
        int inputs = rows.inputs();
        this.labels = Arrays.stream(chosen).map(row -> rows.labels()[row]).toArray();
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

    Evaluation evaluate(MultiLayerNetwork network, int classes) {
        Evaluation.Tally tally = new Evaluation.Tally();
        int first = 0;
        for (INDArray chunk : chunks) {
            tally.add(logits(network, chunk), labels, first, classes);
            first += (int) chunk.size(0);
        }
        return tally.evaluation();
    }

    /** What goes into the softmax: its probabilities are cut off at 1e-10, which would hide a network that saturates. */
    private static float[] logits(MultiLayerNetwork network, INDArray rows) {
        List<INDArray> activations = network.feedForwardToLayer(network.getnLayers() - 2, rows, false);
        INDArray last = activations.get(activations.size() - 1);
        INDArray weights = network.getOutputLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray biases = network.getOutputLayer().getParam(DefaultParamInitializer.BIAS_KEY);
        return last.mmul(weights).addiRowVector(biases).dup('c').data().asFloat();
    }

    void close() {
        chunks.forEach(INDArray::close);
    }
}
