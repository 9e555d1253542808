package dev.trialstream.training.plan;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a plan from parameters. */
public final class PlanBuilder {
    private final Parameters asked;
    private final Parameters knobs;
    private final DatasetFacts facts;

    private PlanBuilder(Parameters asked, Parameters knobs, DatasetFacts facts) {
        this.asked = asked;
        this.knobs = knobs;
        this.facts = facts;
    }

    /**
     * The plan for {@code parameters}; open parameters take their knobs' defaults.
     *
     * @param model kind of network: {@code mlp}, {@code cnn} or {@code rnn}
     * @throws IllegalArgumentException if a parameter has a value that its knob, or these data, do not accept
     */
    public static Plan plan(String model, Parameters parameters, DatasetFacts facts, int epochs, long seed) {
        Hyperparameters knobs = Hyperparameters.of(model);
        parameters
                .values()
                .forEach((name, value) -> knobs.objectionTo(name, value).ifPresent(objection -> {
                    throw new IllegalArgumentException("parameter " + name + ": " + objection);
                }));
        knobs.objectionTo(parameters.values().keySet()).ifPresent(objection -> {
            throw new IllegalArgumentException("parameter " + objection);
        });
        return new PlanBuilder(parameters, parameters.orElse(knobs.defaults()), facts).plan(model, epochs, seed);
    }

    /** Activation of the first layer of a network; tanh for a recurrent one with maxout, which is a deep output. */
    public static String firstActivation(String model, Parameters knobs) {
        String named = knobs.text("activation");
        return model.equals("rnn") && named.equals("maxout") ? "tanh" : named;
    }

    private Plan plan(String model, int epochs, long seed) {
        int batch = batch();
        Loss loss = new Losses(knobs, facts).loss();
        Head head = head(loss);
        return new Plan(
                new Network(
                        facts.shape(),
                        knobs.number("input_dropout"),
                        new HiddenLayerBuilder(knobs, facts.shape()).body(model),
                        head,
                        outputInitializer()),
                loss,
                classWeights(),
                Optimizers.optimizer(knobs),
                new Rates(asked, knobs).rate(batch),
                new Clipping(knobs.number("clip_norm"), knobs.number("clip_value")),
                knobs.number("weight_decay"),
                batch,
                BatchSizes.of(facts.rows(), batch, knobs.flag("batch_norm")).size(),
                epochs,
                seed);
    }

    private Head head(Loss loss) {
        if (loss instanceof Loss.Ldam ldam) {
            return new Head.Cosine(facts.classes().size(), ldam.scale());
        }
        return facts.ofClasses() ? new Head.Softmax(facts.classes().size()) : new Head.Linear();
    }

    private @Nullable ClassWeights classWeights() {
        return new Losses(knobs, facts).classWeights();
    }

    /** The default batch size is limited to the rows. */
    private int batch() {
        int batch = knobs.integer("batch_size");
        if (batch > facts.rows() && asked.has("batch_size")) {
            throw new IllegalArgumentException("parameter batch_size: expected at most the " + facts.rows()
                    + " training rows there are, got " + batch);
        }
        int cut = Math.min(batch, facts.rows());
        if (knobs.flag("batch_norm") && cut < 2) {
            throw new IllegalArgumentException("parameter batch_size: expected 2 at least with batch_norm, got 1");
        }
        return cut;
    }

    /**
     * Neither a softmax nor a linear output is a rectifier, so by default the output layer is initialised as in Glorot
     * and Bengio.
     */
    private Initializer outputInitializer() {
        String named = knobs.text("initializer");
        return named.equals("auto")
                ? Initializer.XAVIER_NORMAL
                : Initializer.named(named, knobs.number("weight_scale"));
    }

    /** Likely problems of these parameters, one sentence each; certain problems are errors in {@link #plan}. */
    public static List<String> warnings(Plan plan, Parameters parameters, int rows) {
        if (!parameters.has("rate_per_batch") || plan.batchSize() * 10L <= rows) {
            return List.of();
        }
        return List.of("rate_per_batch: a batch of " + plan.batchSize() + " is over a tenth of the " + rows
                + " training rows, where a rate in proportion to the batch no longer leaves the dynamics alike"
                + " (arXiv 2002.03495); lower the batch or the rate (now " + plan.learningRate() + ")");
    }
}
