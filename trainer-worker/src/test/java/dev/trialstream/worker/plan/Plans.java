package dev.trialstream.worker.plan;

import dev.trialstream.protocol.space.Parameters;
import java.util.Collections;
import java.util.List;

/** Plans as tests want them. */
public final class Plans {
    private Plans() {}

    /** A rate that stays as it is. */
    public static Pace constant(double rate) {
        return Pace.of(Rate.constant(rate), 1, 1);
    }

    /** Two cycles from a tenth of {@code top} to it and back, {@code half} steps each way, the momentum against it. */
    public static Pace triangular(double top, int half, double low, double high) {
        return Pace.of(new Rate(top, new Schedule.Triangular(1, 1, 1, 0.1), 0, new Rate.Span(low, high)), half, 4);
    }

    /** A perceptron on rows of {@code inputs} numbers, whose classes have about as many rows each. */
    public static Plan mlp(Parameters parameters, int inputs, Head head, int rows, int epochs, long seed) {
        List<Integer> classes = head.ofClasses() ? Collections.nCopies(head.width(), rows / head.width()) : List.of();
        return PlanBuilder.plan("mlp", parameters, new Facts(new InputShape.Flat(inputs), rows, classes), epochs, seed);
    }
}
