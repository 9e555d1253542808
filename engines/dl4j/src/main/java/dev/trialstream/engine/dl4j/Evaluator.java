package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.EvaluationAccumulator;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Evaluates a network on fixed rows, a thousand at a time. */
final class Evaluator {
    private static final int CHUNK = 1024;
    private static final int MAX_ROWS = 10_000;

    private final List<Chunk> chunks = new ArrayList<>();
    private final TargetEncoding answers;
    private final Function<Loss, EvaluationAccumulator> tally;

    /** Some rows, with the mask of their series. */
    record Chunk(INDArray features, @Nullable INDArray mask) {}

    private Evaluator(
            PreparedRows rows,
            RowFormat format,
            int[] chosen,
            TargetEncoding answers,
            Function<Loss, EvaluationAccumulator> tally) {
        int inputs = rows.inputs();
        this.answers = answers;
        this.tally = tally;
        for (int from = 0; from < chosen.length; from += CHUNK) {
            int[] part = Arrays.copyOfRange(chosen, from, Math.min(from + CHUNK, chosen.length));
            float[] chunk = new float[part.length * inputs];
            for (int i = 0; i < part.length; i++) {
                System.arraycopy(rows.features(), part[i] * inputs, chunk, i * inputs, inputs);
            }
            int[] lengths = rows.lengths();
            chunks.add(new Chunk(
                    Nd4j.create(chunk, format.shape(part.length), 'c'),
                    format.mask(
                            lengths == null
                                    ? null
                                    : Arrays.stream(part)
                                            .map(row -> lengths[row])
                                            .toArray())));
        }
    }

    static Evaluator ofUnseen(PreparedRows rows, RowFormat format) {
        return new Evaluator(
                rows,
                format,
                IntStream.range(0, rows.count()).toArray(),
                rows.answers(),
                loss -> EvaluationAccumulator.ofUnseen(rows, loss));
    }

    /** A sample of training rows with even spacing, because the file may be sorted by class. */
    static Evaluator ofTraining(PreparedRows rows, RowFormat format) {
        int count = Math.min(MAX_ROWS, rows.count());
        int[] chosen = IntStream.range(0, count)
                .map(i -> (int) ((long) i * rows.count() / count))
                .toArray();
        TargetEncoding answers = rows.answers().of(chosen);
        return new Evaluator(rows, format, chosen, answers, loss -> EvaluationAccumulator.ofTraining(answers, loss));
    }

    /** @param scale factor for the network's outputs */
    Evaluation evaluate(MultiLayerNetwork network, Loss loss, double scale) {
        EvaluationAccumulator evaluation = tally.apply(loss);
        int first = 0;
        for (Chunk chunk : chunks) {
            evaluation.add(
                    NativeMemory.use(() -> Forward.outputs(network, chunk.features(), chunk.mask(), scale)), first);
            first += (int) chunk.features().size(0);
        }
        return evaluation.evaluation();
    }

    /** Up to 1024 rows. */
    Chunk first() {
        return chunks.get(0);
    }

    /** The targets of {@link #first} [rows × outputs]. */
    INDArray firstAnswers() {
        int rows = (int) first().features().size(0);
        int width = answers.width();
        float[] all = new float[rows * width];
        float[] one = new float[width];
        for (int row = 0; row < rows; row++) {
            answers.encode(row, one);
            System.arraycopy(one, 0, all, row * width, width);
        }
        return Nd4j.create(all, new long[] {rows, width}, 'c');
    }

    void close() {
        chunks.forEach(chunk -> {
            chunk.features().close();
            if (chunk.mask() != null) {
                chunk.mask().close();
            }
        });
    }
}
