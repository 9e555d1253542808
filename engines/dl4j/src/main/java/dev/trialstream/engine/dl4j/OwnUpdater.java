package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An optimizer that DL4J lacks or implements incorrectly. It exists only in memory: delivered models do not name it, so
 * they load without this project.
 */
sealed interface OwnUpdater extends IUpdater permits HeavyBall, LookAheadAdam, PacedAdam {
    LearningRateSchedule pace();

    /** Number of state values per parameter. */
    int slots();

    /**
     * Replaces gradients by the values to subtract from the parameters, in place.
     *
     * @param state one array for each slot, as long as {@code gradient}; 0 before the first step
     * @param iteration number of steps before this one
     */
    void step(INDArray gradient, INDArray[] state, int iteration);

    @Override
    default long stateSize(long parameters) {
        return slots() * parameters;
    }

    @Override
    default GradientUpdater<OwnUpdater> instantiate(INDArray state, boolean initialise) {
        Stepper stepper = new Stepper(this);
        INDArray flat = state.reshape(state.length());
        stepper.setStateViewArray(flat, flat.shape(), flat.ordering(), initialise);
        return stepper;
    }

    @Override
    default GradientUpdater<OwnUpdater> instantiate(Map<String, INDArray> state, boolean initialise) {
        Stepper stepper = new Stepper(this);
        stepper.setState(state, initialise);
        return stepper;
    }

    @Override
    OwnUpdater clone();

    @Override
    default double getLearningRate(int iteration, int epoch) {
        return pace().rateAt(iteration);
    }

    @Override
    default boolean hasLearningRate() {
        return true;
    }

    @Override
    default void setLrAndSchedule(double rate, ISchedule schedule) {
        throw new UnsupportedOperationException("the learning rate is the plan's");
    }

    /** Holds the state, a view of the network's. */
    final class Stepper implements GradientUpdater<OwnUpdater> {
        private static final String STATE = "S";

        private final OwnUpdater config;
        private INDArray all = Nd4j.empty();
        private INDArray[] slots = {};

        Stepper(OwnUpdater config) {
            this.config = config;
        }

        @Override
        public OwnUpdater getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialise) {
            INDArray view = Objects.requireNonNull(state.get(STATE), STATE);
            setStateViewArray(view, view.shape(), view.ordering(), initialise);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(STATE, all);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialise) {
            if (initialise) {
                view.assign(0);
            }
            all = view;
            slots = new INDArray[config.slots()];
            long length = view.length() / slots.length;
            for (int i = 0; i < slots.length; i++) {
                slots[i] = view.get(NDArrayIndex.interval(i * length, (i + 1) * length));
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            config.step(gradient, slots, iteration);
        }
    }
}
