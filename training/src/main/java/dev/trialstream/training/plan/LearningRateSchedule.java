package dev.trialstream.training.plan;

import java.util.OptionalDouble;

/** Learning rate and momentum of every step of a training: a pure function of the step number, from 0. */
public final class LearningRateSchedule {
    private static final double RISE = 0.45;
    private static final double BACK = 0.9;
    private static final double LAST = 0.01;

    private final Rate rate;
    private final double stepsPerEpoch;
    private final double warmUp;
    /** Steps of the schedule, without the warm-up. */
    private final double steps;

    private final long lateFrom;
    private final double lateFactor;

    private LearningRateSchedule(Rate rate, int stepsPerEpoch, int epochs, long lateFrom, double lateFactor) {
        this.rate = rate;
        this.stepsPerEpoch = stepsPerEpoch;
        this.warmUp = Math.rint(rate.warmUp() * stepsPerEpoch);
        this.steps = Math.max(1, (double) epochs * stepsPerEpoch - warmUp);
        this.lateFrom = lateFrom;
        this.lateFactor = lateFactor;
    }

    /** For a training of this plan from its first epoch to its last. */
    public static LearningRateSchedule of(Plan plan) {
        ClassWeights weights = plan.classWeights();
        if (weights == null || !weights.deferred()) {
            return of(plan.rate(), plan.stepsPerEpoch(), plan.epochs());
        }
        return new LearningRateSchedule(
                plan.rate(),
                plan.stepsPerEpoch(),
                plan.epochs(),
                (long) weights.from(plan.epochs()) * plan.stepsPerEpoch(),
                weights.rateFactor());
    }

    static LearningRateSchedule of(Rate rate, int stepsPerEpoch, int epochs) {
        return new LearningRateSchedule(rate, stepsPerEpoch, epochs, Long.MAX_VALUE, 1);
    }

    /** Whether rate and momentum are constant. */
    public boolean isConstant() {
        return rate.schedule() instanceof Schedule.Constant && warmUp == 0 && lateFrom == Long.MAX_VALUE;
    }

    public double rateAt(int step) {
        return rate.top() * share(step) * (step >= lateFrom ? lateFactor : 1);
    }

    /** Empty if the momentum is constant. */
    public OptionalDouble momentumAt(int step) {
        Rate.Span span = rate.momentum();
        if (span == null) {
            return OptionalDouble.empty();
        }
        double floor = floor(rate.schedule());
        double up = floor == 1 ? 0 : Math.min(1, Math.max(0, (share(step) - floor) / (1 - floor)));
        return OptionalDouble.of(span.high() - (span.high() - span.low()) * up);
    }

    /** Epochs of a cycle of the rate; the whole training if it rises and falls once; 0 without cycles. */
    public double cycleEpochs() {
        Schedule schedule = rate.schedule();
        if (schedule instanceof Schedule.Triangular t) {
            return cycles(2 * t.half(), 1).first / stepsPerEpoch;
        } else if (schedule instanceof Schedule.Cosine c && c.restart() > 0) {
            Cycles cycles = cycles(c.restart(), c.growth());
            return cycles.first * Math.pow(c.growth(), cycles.count - 1.0) / stepsPerEpoch;
        }
        return schedule.cycles() ? steps / stepsPerEpoch : 0;
    }

    private double share(int step) {
        return step < warmUp ? scheduled(0) * (step + 1) / warmUp : scheduled(step - warmUp);
    }

    private double scheduled(double i) {
        Schedule schedule = rate.schedule();
        if (schedule instanceof Schedule.Step s) {
            return Math.pow(s.factor(), Math.floor(i / (s.every() * stepsPerEpoch)));
        } else if (schedule instanceof Schedule.Triangular t) {
            return triangular(t, i);
        } else if (schedule instanceof Schedule.OneCycle o) {
            return oneCycle(o.floor(), Math.min(1, i / steps));
        } else if (schedule instanceof Schedule.Cosine c) {
            return c.floor() + (1 - c.floor()) * (1 + Math.cos(Math.PI * phase(c, i))) / 2;
        }
        return 1;
    }

    private double triangular(Schedule.Triangular t, double i) {
        double s = cycles(2 * t.half(), 1).first / 2;
        double cycle = Math.floor(1 + i / (2 * s));
        double x = Math.abs(i / s - 2 * cycle + 1);
        double height = Math.max(0, 1 - x) * Math.pow(t.shrink(), cycle - 1) * Math.pow(t.gamma(), i);
        return t.floor() + (1 - t.floor()) * height;
    }

    private static double oneCycle(double floor, double at) {
        if (at < RISE) {
            return floor + (1 - floor) * at / RISE;
        } else if (at < BACK) {
            return floor + (1 - floor) * (BACK - at) / (BACK - RISE);
        }
        return floor * (1 - (1 - LAST) * (at - BACK) / (1 - BACK));
    }

    /** From 0 at the top of a cycle to 1 at its end. */
    private double phase(Schedule.Cosine c, double i) {
        if (c.restart() == 0) {
            return Math.min(1, i / steps);
        }
        Cycles cycles = cycles(c.restart(), c.growth());
        double length = cycles.first;
        double left = i;
        for (int n = 1; n < cycles.count && left >= length; n++) {
            left -= length;
            length *= c.growth();
        }
        return Math.min(1, left / length);
    }

    /** The number of complete cycles of the training, and the steps of the first. */
    private record Cycles(int count, double first) {}

    private Cycles cycles(double epochs, double growth) {
        double wanted = epochs * stepsPerEpoch;
        int count = 1;
        double sum = 1;
        double next = growth;
        // add a cycle while that comes closer to the length of the training
        while (wanted * (sum + next) - steps <= steps - wanted * sum) {
            sum += next;
            next *= growth;
            count++;
        }
        return new Cycles(count, steps / sum);
    }

    private static double floor(Schedule schedule) {
        if (schedule instanceof Schedule.Triangular t) {
            return t.floor();
        } else if (schedule instanceof Schedule.OneCycle o) {
            return o.floor();
        } else if (schedule instanceof Schedule.Cosine c) {
            return c.floor();
        }
        return 0;
    }
}
