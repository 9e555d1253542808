package dev.trialstream.engine.dl4j;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Tally;
import dev.trialstream.training.plan.Facts;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.PlanBuilder;
import dev.trialstream.training.prepare.Answers;
import dev.trialstream.training.prepare.Outputs;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sixteen numbers a row, of three classes of unequal size, to be learnt in a few epochs whatever they are taken for. */
final class Shapes {
    private static final int WIDTH = 16;

    private Shapes() {}

    static PreparedData classes(InputShape shape, int rows) {
        return shape instanceof InputShape.Series ? series(0, rows) : data(rows, 0, false);
    }

    /** Two features over up to eight steps. */
    static PreparedData series(float padding, int rows) {
        return data(rows, padding, true);
    }

    private static PreparedData data(int rows, float padding, boolean series) {
        Preparation preparation =
                new Preparation(new Outputs.Classes("y", List.of("a", "b", "c")), Scaling.NONE, List.of());
        return new PreparedData(
                preparation,
                rows(rows, padding, series, 1),
                rows(100, padding, series, 2),
                rows(10, padding, series, 3));
    }

    private static PreparedRows rows(int count, float padding, boolean series, long seed) {
        Random random = new Random(seed);
        float[] features = new float[count * WIDTH];
        int[] labels = new int[count];
        int[] lengths = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = row % 6 < 3 ? 0 : row % 6 < 5 ? 1 : 2;
            lengths[row] = 4 + random.nextInt(5);
            for (int i = 0; i < WIDTH; i++) {
                double mean = labels[row] == 0 ? -1 : labels[row] == 1 ? (i % 8 < 4 ? 1 : -1) : 1;
                features[row * WIDTH + i] = (float) (mean + 0.5 * random.nextGaussian());
                if (series && i % 8 >= lengths[row]) {
                    features[row * WIDTH + i] = padding;
                }
            }
        }
        return new PreparedRows(features, new Answers.Classes(labels, 3), WIDTH, series ? lengths : null, null);
    }

    static Plan plan(String model, Parameters parameters, InputShape shape, PreparedData data, int epochs) {
        Answers.Classes answers = (Answers.Classes) data.train().answers();
        int[] counts = new int[3];
        Arrays.stream(answers.labels()).forEach(label -> counts[label]++);
        Facts facts = new Facts(
                shape, data.train().count(), Arrays.stream(counts).boxed().toList());
        return PlanBuilder.plan(model, parameters, facts, epochs, 5);
    }

    static Evaluation evaluate(float[] outputs, PreparedRows rows, Loss loss) {
        Tally tally = Tally.of(rows.answers(), loss);
        tally.add(outputs, 0);
        return tally.evaluation();
    }
}
