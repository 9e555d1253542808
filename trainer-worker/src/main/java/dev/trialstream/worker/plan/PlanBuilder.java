package dev.trialstream.worker.plan;

import dev.trialstream.protocol.knob.Knobs;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters to a plan. */
public final class PlanBuilder {
    /** A decreasing network is nowhere narrower than this, unless {@code units} is. */
    private static final int NARROWEST = 2;

    /** An increasing network is nowhere wider than the widest layer that the knob {@code units} allows. */
    private static final int WIDEST = 16_384;

    private final Parameters knobs;

    private PlanBuilder(Parameters knobs) {
        this.knobs = knobs;
    }

    /**
     * The plan that {@code parameters} ask for; what they leave open takes the default of its knob.
     *
     * @param inputs width of a prepared row
     * @param rows of the training part; a larger batch is cut to them
     * @throws IllegalArgumentException where a parameter has a value that its knob does not take
     */
    public static Plan mlp(Parameters parameters, int inputs, Head head, int rows, int epochs, long seed) {
        parameters.values().forEach(PlanBuilder::check);
        return new PlanBuilder(parameters.orElse(Knobs.MLP_DEFAULTS)).plan(inputs, head, rows, epochs, seed);
    }

    private static void check(String name, Object value) {
        var knob = Knobs.MLP.dimensions().get(name);
        if (knob == null) {
            throw new IllegalArgumentException("parameter " + name + ": the trainer has no such parameter");
        }
        if (!knob.contains(value)) {
            throw new IllegalArgumentException(
                    "parameter " + name + ": expected " + knob.describe() + ", got " + value);
        }
    }

    private Plan plan(int inputs, Head head, int rows, int epochs, long seed) {
        int batchSize = Math.min(knobs.integer("batch_size"), rows);
        if (knobs.flag("batch_norm") && batchSize < 2) {
            throw new IllegalArgumentException("parameter batch_size: expected 2 at least with batch_norm, got 1");
        }
        Activation activation = Activation.of(knobs.text("activation"));
        Initializer initializer = knobs.text("initializer").equals("auto")
                ? activation.usualInitializer()
                : Initializer.of(knobs.text("initializer"));
        List<DenseLayer> hidden = widths().mapToObj(width -> new DenseLayer(
                        width, activation, initializer, knobs.flag("batch_norm"), knobs.number("dropout")))
                .toList();
        return new Plan(
                new Network(inputs, knobs.number("input_dropout"), hidden, head, outputInitializer()),
                head.loss(),
                optimizer(),
                knobs.number("learning_rate"),
                knobs.number("weight_decay"),
                batchSize,
                epochs,
                seed);
    }

    /** Neither a softmax nor a linear output is a rectifier: left to itself the output layer begins as Glorot and Bengio have it. */
    private Initializer outputInitializer() {
        String named = knobs.text("initializer");
        return named.equals("auto") ? Initializer.XAVIER_NORMAL : Initializer.of(named);
    }

    private IntStream widths() {
        int units = knobs.integer("units");
        return IntStream.range(0, knobs.integer("layers")).map(layer -> switch (knobs.text("shape")) {
            case "increasing" -> (int) Math.min(Math.max(WIDEST, units), (long) units << layer);
            case "decreasing" -> Math.max(Math.min(NARROWEST, units), units >> layer);
            default -> units;
        });
    }

    private Optimizer optimizer() {
        String name = knobs.text("optimizer");
        return switch (name) {
            case "sgd" -> new Optimizer.Sgd();
            case "momentum" -> new Optimizer.Momentum(knobs.number("momentum"));
            case "nesterov" -> new Optimizer.Nesterov(knobs.number("momentum"));
            case "rmsprop" -> new Optimizer.RmsProp(knobs.number("rms_decay"), knobs.number("epsilon"));
            case "adam" -> new Optimizer.Adam(beta1(), beta2(), knobs.number("epsilon"));
            case "adamw" -> new Optimizer.AdamW(beta1(), beta2(), knobs.number("epsilon"));
            case "nadam" -> new Optimizer.Nadam(beta1(), beta2(), knobs.number("epsilon"));
            case "amsgrad" -> new Optimizer.AmsGrad(beta1(), beta2(), knobs.number("epsilon"));
            default -> throw new IllegalArgumentException("parameter optimizer: no optimizer " + name);
        };
    }

    private double beta1() {
        return knobs.number("beta1");
    }

    private double beta2() {
        return knobs.number("beta2");
    }
}
