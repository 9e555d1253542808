package dev.trialstream.training.engine;

import dev.trialstream.training.metric.ClassMetrics;
import dev.trialstream.training.metric.ConfusionMetrics;
import dev.trialstream.training.metric.Logits;
import dev.trialstream.training.metric.Measure;
import dev.trialstream.training.metric.NumberMetrics;
import dev.trialstream.training.metric.Sample;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/** Accumulates an evaluation over chunks of rows. */
public sealed interface EvaluationAccumulator {
    /**
     * @param outputs of the network before any softmax, row by row
     * @param first index of the first of these rows among the answers
     */
    void add(float[] outputs, int first);

    Evaluation evaluation();

    /**
     * Of unseen rows: every metric, with its standard error.
     *
     * @param loss of the training
     */
    static EvaluationAccumulator ofUnseen(PreparedRows rows, Loss loss) {
        return of(rows.answers(), loss, rows.sample(), true);
    }

    /**
     * Of rows that the network was trained on: loss, error and balanced error of classes, or loss and rmse of numbers.
     * They have no standard errors, because the rows are no independent sample.
     *
     * @param loss of the training
     */
    static EvaluationAccumulator ofTraining(TargetEncoding answers, Loss loss) {
        return of(answers, loss, Sample.of(answers.count()), false);
    }

    private static EvaluationAccumulator of(TargetEncoding answers, Loss loss, Sample sample, boolean unseen) {
        if (answers instanceof TargetEncoding.Numbers numbers) {
            return new OfNumbers(numbers, NumberLoss.of(loss), sample, unseen);
        }
        TargetEncoding.Classes classes = (TargetEncoding.Classes) answers;
        return unseen
                ? new OfClasses(classes, ClassLoss.of(loss), sample)
                : new OfTrainedClasses(classes, ClassLoss.of(loss), sample);
    }

    /** The predicted class is the first of the largest logits. */
    final class OfClasses implements EvaluationAccumulator {
        private final TargetEncoding.Classes answers;
        private final ClassLoss lossOfRow;
        private final Sample sample;
        private final double[] losses;
        private final ClassMetrics metrics;

        private OfClasses(TargetEncoding.Classes answers, ClassLoss lossOfRow, Sample sample) {
            this.answers = answers;
            this.lossOfRow = lossOfRow;
            this.sample = sample;
            this.losses = new double[answers.count()];
            this.metrics = new ClassMetrics(answers.labels(), answers.classes(), sample);
        }

        @Override
        public void add(float[] logits, int first) {
            int classes = answers.classes();
            for (int i = 0; i < logits.length / classes; i++) {
                losses[first + i] = lossOfRow.of(logits, i * classes, classes, answers.labels()[first + i], null);
            }
            metrics.add(logits, first);
        }

        @Override
        public Evaluation evaluation() {
            Map<String, Measure> all = new LinkedHashMap<>();
            all.put(Evaluation.LOSS, sample.mean(losses));
            all.putAll(metrics.measures());
            return new Evaluation(answers.count(), all);
        }
    }

    /** Without what needs probabilities, because this runs after every epoch. */
    final class OfTrainedClasses implements EvaluationAccumulator {
        private final TargetEncoding.Classes answers;
        private final ClassLoss lossOfRow;
        private final Sample sample;
        private final double[] losses;
        private final int[] predicted;

        private OfTrainedClasses(TargetEncoding.Classes answers, ClassLoss lossOfRow, Sample sample) {
            this.answers = answers;
            this.lossOfRow = lossOfRow;
            this.sample = sample;
            this.losses = new double[answers.count()];
            this.predicted = new int[answers.count()];
        }

        @Override
        public void add(float[] logits, int first) {
            int classes = answers.classes();
            for (int i = 0; i < logits.length / classes; i++) {
                losses[first + i] = lossOfRow.of(logits, i * classes, classes, answers.labels()[first + i], null);
                predicted[first + i] = Logits.likeliest(logits, i * classes, classes);
            }
        }

        @Override
        public Evaluation evaluation() {
            ConfusionMetrics confusion = new ConfusionMetrics(answers.labels(), predicted, answers.classes(), sample);
            Map<String, Measure> all = new LinkedHashMap<>();
            all.put(Evaluation.LOSS, sample.mean(losses));
            all.put(ClassMetrics.ERROR, confusion.error());
            all.put(ClassMetrics.BALANCED_ERROR, confusion.balancedError());
            return new Evaluation(answers.count(), all);
        }
    }

    /** Errors are in the target's own unit, the loss in the standardised one. */
    final class OfNumbers implements EvaluationAccumulator {
        private final TargetEncoding.Numbers answers;
        private final NumberLoss lossOfRow;
        private final Sample sample;
        private final boolean unseen;
        private final double[] losses;
        private final double[] predictions;

        private OfNumbers(TargetEncoding.Numbers answers, NumberLoss lossOfRow, Sample sample, boolean unseen) {
            this.answers = answers;
            this.lossOfRow = lossOfRow;
            this.sample = sample;
            this.unseen = unseen;
            this.losses = new double[answers.count()];
            this.predictions = new double[answers.count()];
        }

        @Override
        public void add(float[] outputs, int first) {
            for (int i = 0; i < outputs.length; i++) {
                losses[first + i] = lossOfRow.of(outputs[i] - answers.scale().apply(answers.values()[first + i]));
                predictions[first + i] = answers.scale().invert(outputs[i]);
            }
        }

        @Override
        public Evaluation evaluation() {
            Map<String, Measure> all = new LinkedHashMap<>();
            all.put(Evaluation.LOSS, sample.mean(losses));
            if (unseen) {
                all.putAll(NumberMetrics.of(answers.values(), predictions, sample));
            } else {
                all.put(NumberMetrics.RMSE, NumberMetrics.rmse(answers.values(), predictions, sample));
            }
            return new Evaluation(answers.count(), all);
        }
    }
}
