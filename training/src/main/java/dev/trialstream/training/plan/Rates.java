package dev.trialstream.training.plan;

import dev.trialstream.protocol.space.Parameters;
import org.jspecify.annotations.Nullable;

/** Builds the learning rate, its schedule and the momentum's from their knobs. */
final class Rates {
    private final Parameters asked;
    private final Parameters knobs;

    Rates(Parameters asked, Parameters knobs) {
        this.asked = asked;
        this.knobs = knobs;
    }

    Rate rate(int batch) {
        Schedule schedule = schedule();
        return new Rate(top(batch), schedule, knobs.number("warmup_epochs"), momentum(schedule));
    }

    /** A rate per batch is multiplied by the batch size, or by its root if the optimizer divides by a root. */
    private double top(int batch) {
        Optimizer optimizer = Optimizers.optimizer(knobs);
        if (asked.has("rate_per_batch")) {
            return asked.number("rate_per_batch") * (optimizer.adapts() ? Math.sqrt(batch) : batch);
        } else if (asked.has("effective_rate")) {
            double momentum = optimizer.momentum();
            if (Double.isNaN(momentum)) {
                throw new IllegalArgumentException("parameter effective_rate: is rate/(1 - momentum), and "
                        + knobs.text("optimizer") + " has no momentum; expected learning_rate");
            }
            return asked.number("effective_rate") * (1 - momentum);
        }
        return knobs.number("learning_rate");
    }

    private Schedule schedule() {
        String name = knobs.text("schedule");
        double floor = knobs.number("rate_floor");
        return switch (name) {
            case "constant" -> new Schedule.Constant();
            case "step" -> new Schedule.Step(knobs.number("step_epochs"), knobs.number("step_factor"));
            case "triangular" -> new Schedule.Triangular(knobs.number("half_cycle"), 1, 1, floor);
            case "triangular2" -> new Schedule.Triangular(knobs.number("half_cycle"), 0.5, 1, floor);
            case "exp_range" ->
                new Schedule.Triangular(knobs.number("half_cycle"), 1, knobs.number("range_gamma"), floor);
            case "one_cycle" -> new Schedule.OneCycle(floor);
            case "cosine" -> new Schedule.Cosine(0, 1, floor);
            case "cosine_restarts" ->
                new Schedule.Cosine(knobs.number("restart_epochs"), knobs.number("restart_growth"), floor);
            default -> throw new IllegalArgumentException("parameter schedule: no schedule " + name);
        };
    }

    /** A rate that is constant, or only falls, leaves the momentum constant. */
    private Rate.@Nullable Span momentum(Schedule schedule) {
        boolean has = !Double.isNaN(Optimizers.optimizer(knobs).momentum());
        if (!has || !schedule.cycles() || !knobs.flag("momentum_cycle")) {
            return null;
        }
        double low = knobs.number("momentum_low");
        double high = knobs.number("momentum_high");
        if (low > high) {
            throw new IllegalArgumentException(
                    "parameter momentum_low: expected at most momentum_high (" + high + "), got " + low);
        }
        return new Rate.Span(low, high);
    }
}
