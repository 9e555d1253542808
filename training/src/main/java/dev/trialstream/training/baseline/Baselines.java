package dev.trialstream.training.baseline;

import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.EvaluationAccumulator;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network has to beat on the test rows: an answer that is always the same, and a linear model. */
public final class Baselines {
    /** The frequencies of the classes, so that the answer is the most frequent one; or the mean of the targets. */
    public static final String CONSTANT = "constant";

    /** {@link LinearModel}. */
    public static final String LINEAR = "linear";

    private Baselines() {}

    /**
     * Evaluations on the test rows by name, fitted on the training rows. There is no linear model of very wide data.
     *
     * @param loss of the network
     */
    public static Map<String, Evaluation> ofTestRows(PreparedData data, Loss loss) {
        Map<String, Evaluation> all = new LinkedHashMap<>();
        PreparedRows test = data.test();
        all.put(CONSTANT, evaluated(constant(data.train().answers(), test.count()), test, loss));
        if (LinearModel.isFeasible(data.train())) {
            all.put(LINEAR, evaluated(LinearModel.fit(data.train()).outputs(test), test, loss));
        }
        return all;
    }

    private static Evaluation evaluated(float[] outputs, PreparedRows rows, Loss loss) {
        EvaluationAccumulator evaluation = EvaluationAccumulator.ofUnseen(rows, loss);
        evaluation.add(outputs, 0);
        return evaluation.evaluation();
    }

    private static float[] constant(TargetEncoding learnt, int rows) {
        float[] answer = learnt instanceof TargetEncoding.Classes classes
                ? logFrequencies(classes)
                : new float[] {(float) mean((TargetEncoding.Numbers) learnt)};
        float[] all = new float[rows * answer.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(answer, 0, all, row * answer.length, answer.length);
        }
        return all;
    }

    /** A class without rows counts as half a row, so that its logarithm is finite. */
    private static float[] logFrequencies(TargetEncoding.Classes classes) {
        double[] counts = new double[classes.classes()];
        Arrays.stream(classes.labels()).forEach(label -> counts[label]++);
        float[] logs = new float[counts.length];
        for (int label = 0; label < logs.length; label++) {
            logs[label] = (float) Math.log(Math.max(0.5, counts[label]) / classes.count());
        }
        return logs;
    }

    private static double mean(TargetEncoding.Numbers numbers) {
        return numbers.scale().apply(Arrays.stream(numbers.values()).average().orElse(0));
    }
}
