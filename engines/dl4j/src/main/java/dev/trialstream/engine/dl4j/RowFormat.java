package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Network;
import dev.trialstream.training.plan.Plan;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layout of a row in an array. Images are flat, and the network reshapes them; series are features by steps.
 *
 * @param features of a series; 0 if a row is flat
 * @param width number of values in a row
 */
record RowFormat(int features, int width) {
    static RowFormat of(Plan plan) {
        Network network = plan.network();
        boolean series = network.body() instanceof Body.Recurrent;
        return new RowFormat(series ? ((InputShape.Series) network.input()).features() : 0, network.inputs());
    }

    long[] shape(int rows) {
        return features == 0 ? new long[] {rows, width} : new long[] {rows, features, steps()};
    }

    int steps() {
        return width / features;
    }

    /** 1 for the real steps of a series, 0 for its padding, row by row; null without padding. */
    @Nullable
    INDArray mask(int @Nullable [] lengths) {
        if (features == 0 || lengths == null) {
            return null;
        }
        float[] mask = new float[lengths.length * steps()];
        for (int row = 0; row < lengths.length; row++) {
            mark(mask, row, lengths[row]);
        }
        return Nd4j.create(mask, new long[] {lengths.length, steps()}, 'c');
    }

    /** A series without steps counts as one step with the value zero. */
    void mark(float[] mask, int row, int length) {
        for (int step = 0; step < steps(); step++) {
            mask[row * steps() + step] = step < Math.max(1, length) ? 1 : 0;
        }
    }
}
