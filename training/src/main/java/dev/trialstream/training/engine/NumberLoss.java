package dev.trialstream.training.engine;

import dev.trialstream.training.plan.Loss;

/** The arithmetic of a regression {@link Loss}. The error is output − standardised target. */
public interface NumberLoss {
    double of(double error);

    /** The derivative by the error. */
    double slope(double error);

    /** @throws IllegalArgumentException if it is a classification loss */
    static NumberLoss of(Loss loss) {
        if (loss instanceof Loss.SquaredError) {
            return new Squared();
        } else if (loss instanceof Loss.AbsoluteError) {
            return new Absolute();
        } else if (loss instanceof Loss.Huber huber) {
            return new Huber(huber.delta());
        }
        throw new IllegalArgumentException("no loss of numbers: " + loss);
    }

    /** The mean squared error. */
    record Squared() implements NumberLoss {
        @Override
        public double of(double error) {
            return error * error;
        }

        @Override
        public double slope(double error) {
            return 2 * error;
        }
    }

    /** The mean absolute error. */
    record Absolute() implements NumberLoss {
        @Override
        public double of(double error) {
            return Math.abs(error);
        }

        @Override
        public double slope(double error) {
            return Math.signum(error);
        }
    }

    /** Squared near 0, absolute beyond δ. */
    record Huber(double delta) implements NumberLoss {
        @Override
        public double of(double error) {
            double size = Math.abs(error);
            return size <= delta ? error * error / 2 : delta * (size - delta / 2);
        }

        @Override
        public double slope(double error) {
            return Math.max(-delta, Math.min(delta, error));
        }
    }
}
