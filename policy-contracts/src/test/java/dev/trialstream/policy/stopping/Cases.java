package dev.trialstream.policy.stopping;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.Study;

/** Cases small enough to work out by hand. */
final class Cases {
    private Cases() {}

    /** Trials that have had one epoch, with these errors in the order of arrival; the verdict is on the last. */
    static Verdict last(Study study, double... errors) {
        double[][] curves = new double[errors.length][];
        for (int i = 0; i < errors.length; i++) {
            curves[i] = new double[] {errors[i]};
        }
        return last(study, curves);
    }

    /** Likewise with whole curves. */
    static Verdict last(Study study, double[][] errors) {
        CurveIndex curves = index(study, errors);
        return StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, epoch(errors, errors.length));
    }

    static CurveIndex index(Study study, double[][] errors) {
        CurveIndex curves = new CurveIndex(study.objective());
        for (int i = 0; i < errors.length; i++) {
            curves.put("s." + (i + 1), Studies.curve(errors[i]));
        }
        return curves;
    }

    /** The last epoch of trial {@code number}. */
    static NewEpoch epoch(double[][] errors, int number) {
        return new NewEpoch("s." + number, Studies.curve(errors[number - 1]));
    }
}
