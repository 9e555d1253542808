package dev.trialstream.training.plan;

import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the loss from its knobs. */
final class Losses {
    private final Parameters knobs;
    private final DatasetFacts facts;

    Losses(Parameters knobs, DatasetFacts facts) {
        this.knobs = knobs;
        this.facts = facts;
    }

    Loss loss() {
        String name = knobs.text("loss");
        Loss loss = switch (name) {
            case "auto" -> facts.ofClasses() ? new Loss.CrossEntropy() : new Loss.SquaredError();
            case "cross_entropy" -> new Loss.CrossEntropy();
            case "focal" -> new Loss.Focal(knobs.number("focal_gamma"));
            case "ldam" -> new Loss.Ldam(margins(), knobs.number("ldam_scale"));
            case "mse" -> new Loss.SquaredError();
            case "mae" -> new Loss.AbsoluteError();
            case "huber" -> new Loss.Huber(knobs.number("huber_delta"));
            default -> throw new IllegalArgumentException("parameter loss: no loss " + name);
        };
        if (loss.ofClasses() != facts.ofClasses()) {
            throw new IllegalArgumentException("parameter loss: " + name + " is a loss of "
                    + (loss.ofClasses()
                            ? "classes, and the target is a number; expected mse, mae or huber"
                            : "numbers, and the target is a class; expected cross_entropy, focal or ldam"));
        }
        return loss;
    }

    /** Δ = C/n^(1/4), scaled so that the largest is {@code ldam_margin}. */
    private List<Double> margins() {
        List<Double> raw = facts.classes().stream()
                .map(n -> Math.pow(Math.max(1, n), -0.25))
                .toList();
        double largest = raw.stream().mapToDouble(m -> m).max().orElse(1);
        return raw.stream().map(m -> m * knobs.number("ldam_margin") / largest).toList();
    }

    @Nullable
    ClassWeights classWeights() {
        String name = knobs.text("class_weights");
        if (name.equals("none")) {
            return null;
        }
        if (!facts.ofClasses()) {
            throw new IllegalArgumentException(
                    "parameter class_weights: the target is a number, there are no classes to weigh; expected none");
        }
        boolean deferred = knobs.flag("defer_weights");
        return new ClassWeights(
                name.equals("inverse_sqrt")
                        ? ClassWeights.inverseRoot(facts.classes())
                        : ClassWeights.effectiveNumber(facts.classes(), knobs.number("effective_beta")),
                deferred,
                deferred ? knobs.number("deferred_rate") : 1);
    }
}
