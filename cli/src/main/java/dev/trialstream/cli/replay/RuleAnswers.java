package dev.trialstream.cli.replay;

import dev.trialstream.policy.whatif.Tradeoff;
import dev.trialstream.policy.whatif.WhatIf;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints the result of a study under other stopping rules. */
final class RuleAnswers {
    private RuleAnswers() {}

    /** @param rule as written */
    record Of(String rule, WhatIf answer) {}

    /** @param rule as written */
    record OfCurves(String rule, Tradeoff answer) {}

    static void say(PrintStream out, String study, Study accepted, List<Of> answers) {
        for (Of each : answers) {
            WhatIf it = each.answer();
            out.printf(
                    Locale.ROOT,
                    "study %s under %s: %s epochs instead of %d (%s), %s h of training instead of %.3g%n",
                    study,
                    each.rule(),
                    range(it.least(), it.most()),
                    it.trained(),
                    saved(it),
                    it.least() == it.most()
                            ? String.format(Locale.ROOT, "%.3g", it.leastHours())
                            : String.format(Locale.ROOT, "%.3g to %.3g", it.leastHours(), it.mostHours()),
                    it.trainedHours());
            out.printf(
                    Locale.ROOT,
                    "  it would have cut %d of %d trials short%s%n",
                    it.cut(),
                    it.trials(),
                    it.unknown() == 0
                            ? ""
                            : "; of " + it.unknown()
                                    + " it is unknown how they would have gone on, because they were stopped before");
            out.println("  " + winner(it, accepted));
            if (!Double.isNaN(it.correlation())) {
                out.printf(
                        Locale.ROOT,
                        "  rank correlation of its scores with the recorded ones: %.3f%n",
                        it.correlation());
            }
        }
    }

    private static String range(int least, int most) {
        return least == most ? String.valueOf(least) : least + " to " + most;
    }

    private static String saved(WhatIf it) {
        double least = 100.0 * (it.least() - it.trained()) / Math.max(1, it.trained());
        double most = 100.0 * (it.most() - it.trained()) / Math.max(1, it.trained());
        return it.least() == it.most()
                ? String.format(Locale.ROOT, "%+.1f %%", least)
                : String.format(Locale.ROOT, "%+.1f to %+.1f %%", least, most);
    }

    private static String winner(WhatIf it, Study accepted) {
        if (it.winner() == null) {
            return "no trial has a result";
        } else if (Boolean.TRUE.equals(it.survives())) {
            return "the winner, " + it.winner() + ", would have been trained as far as the epoch it won at"
                    + (it.unknown() == 0 ? "" : ", unless one of the unknown had been better");
        }
        return "the winner, " + it.winner() + ", would have been cut short before the epoch it won at; by "
                + accepted.objective().metric() + " the best would be " + it.rival();
    }

    static void say(
            PrintStream out, int trials, Objective objective, int workers, int shuffles, List<OfCurves> answers) {
        out.println(trials + " recorded curves by " + objective.metric() + ", " + workers + " workers, " + shuffles
                + " orders");
        out.printf(
                Locale.ROOT, "%-60s %9s %9s %9s %9s %8s%n", "rule", "epochs %", "hours", "regret", "± s.e.", "found");
        for (OfCurves each : answers) {
            Tradeoff it = each.answer();
            out.printf(
                    Locale.ROOT,
                    "%-60s %9.2f %9.1f %9.5f %9.5f %7.0f%%%n",
                    each.rule(),
                    100 * it.share(),
                    it.hours(),
                    it.regret(),
                    it.regretError(),
                    100.0 * it.found() / it.shuffles());
        }
    }
}
