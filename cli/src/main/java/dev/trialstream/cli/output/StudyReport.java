package dev.trialstream.cli.output;

import dev.trialstream.metrics.judge.StudyView;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.Task;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The final report of a study, for people. */
public final class StudyReport {
    private static final int BEST_SHOWN = 5;

    private StudyReport() {}

    /** @param log of a completed study */
    public static void print(PrintStream out, StudyLog log, StudyResult result, Path folder) {
        Study study = log.spec().orElseThrow();
        out.println();
        out.printf(
                Locale.ROOT,
                "Best trials of %s by %s%n",
                log.study(),
                study.objective().metric());
        table(out, log, study);
        StudyResult.Best best = result.best();
        if (best == null) {
            return;
        }
        hyperparameters(out, best);
        out.println();
        figures(out, log, study, result, best);
        out.printf(Locale.ROOT, "seconds           %.1f%n", result.seconds());
        if (best.model() != null) {
            out.printf(
                    Locale.ROOT,
                    "model             %s (loads with DL4J; its preparation is beside it)%n",
                    best.model());
        }
        if (Files.exists(folder.resolve("checkpoint"))) {
            out.printf(Locale.ROOT, "checkpoint        %s (as its trainer left it)%n", folder.resolve("checkpoint"));
        }
        out.printf(Locale.ROOT, "hyperparameters   %s%n", folder.resolve("best.yaml"));
    }

    /** The figures of the search, of the confirmation, and of rows that no trial ever saw. */
    private static void figures(PrintStream out, StudyLog log, Study study, StudyResult result, StudyResult.Best best) {
        String metric = study.objective().metric();
        line(out, metric, best.value(), inTheSearch(log, study.objective(), best));
        StudyResult.Confirmed confirmed = best.confirmed();
        if (confirmed != null) {
            String gap = signed(confirmed.gap());
            line(
                    out,
                    "confirmed",
                    confirmed.mean(),
                    fresh(confirmed) + ", sd " + Wording.value(confirmed.sd()) + ", " + gap + " from the search");
        }
        if (best.unconfirmed() != null) {
            out.println("not confirmed     " + best.unconfirmed());
        }
        StudyResult.Test test = best.test();
        if (test != null) {
            line(out, test.metric(), test.value(), ofTest(test, confirmed != null));
            baseline(
                    out,
                    test.constant(),
                    result.task() == Task.REGRESSION
                            ? "by answering the mean"
                            : "by answering the most frequent class");
            baseline(out, test.linear(), "a linear model on the same columns");
        }
        int without = study.budget().epochs() * result.trials().total();
        out.printf(
                Locale.ROOT,
                "epochs trained    %d of the %d without early stopping (%.0f %%)%n",
                result.epochs(),
                without,
                100.0 * result.epochs() / without);
        out.printf(
                Locale.ROOT,
                "trials            %d: %d completed, %d stopped early, %d failed%n",
                result.trials().total(),
                result.trials().completed(),
                result.trials().stopped(),
                result.trials().failed());
        if (result.searchEnded() != null
                && result.trials().total() < study.budget().trials()) {
            out.println("search ended      " + result.searchEnded());
        }
        result.shadows().forEach(shadow -> shadow(out, result, shadow));
        if (result.confirmation().trials() > 0) {
            out.printf(
                    Locale.ROOT,
                    "confirmation      %d trials, %d epochs%n",
                    result.confirmation().trials(),
                    result.confirmation().epochs());
        }
    }

    /** A confirmation may choose another trial than the best of the search. */
    private static String inTheSearch(StudyLog log, Objective objective, StudyResult.Best best) {
        List<TrialLog> ranked = log.ranked();
        int place = 1 + ranked.stream().map(TrialLog::trial).toList().indexOf(best.trial());
        int trials = log.trials(Role.SEARCH).size();
        return place <= 1
                ? "in the search, the best of " + trials
                : "in the search, place " + place + " of " + trials + "; the best there had "
                        + Wording.value(
                                ranked.get(0).score(objective).orElseThrow().value());
    }

    private static void baseline(PrintStream out, @Nullable Double value, String of) {
        if (value != null) {
            line(out, "", value, of);
        }
    }

    private static String fresh(StudyResult.Confirmed confirmed) {
        if (confirmed.trials() == 1) {
            return "one fresh training at its best epoch, which is optimistic";
        }
        return "mean of " + confirmed.trials() + " fresh trainings, "
                + (confirmed.apart()
                        ? "each scored by a choice made without it"
                        : "each at its best epoch, which is optimistic");
    }

    /** The result of a shadow rule on the same trials. */
    private static void shadow(PrintStream out, StudyResult result, StudyView.Shadow shadow) {
        String best = shadow.spares() == null
                ? ""
                : ", the best trial " + (shadow.spares() ? "not among them" : "among them before its best epoch");
        out.printf(
                Locale.ROOT,
                "judged along      %s: %d of the %d epochs, %d trials cut short%s%n",
                Wording.rule(shadow.rule()),
                shadow.epochs(),
                result.epochs(),
                shadow.cut(),
                best);
    }

    private static String ofTest(StudyResult.Test test, boolean confirmed) {
        Interval interval = test.interval();
        String range = interval == null
                ? ""
                : "95 % interval " + Wording.value(interval.low()) + " to " + Wording.value(interval.high()) + ", ";
        return range + signed(test.gap()) + " from the " + (confirmed ? "confirmed" : "search")
                + "; test rows of these data read by " + test.reads() + (test.reads() == 1 ? " study" : " studies");
    }

    private static void line(PrintStream out, String name, double value, String note) {
        out.printf(Locale.ROOT, "%-17s %-9s %s%n", name, Wording.value(value), note);
    }

    private static String signed(double value) {
        return (value < 0 ? "-" : "+") + Wording.value(Math.abs(value));
    }

    /** The state of a paused study, and how to resume it. */
    public static void printPaused(PrintStream out, StudyLog log, StudyResult result, String resume) {
        out.println();
        out.printf(Locale.ROOT, "Study %s is paused: %s%n", log.study(), Wording.counts(log));
        StudyResult.Best best = result.best();
        if (best != null) {
            hyperparameters(out, best);
        }
        out.println();
        out.println("go on with        " + resume);
    }

    private static void hyperparameters(PrintStream out, StudyResult.Best best) {
        out.println();
        out.printf(Locale.ROOT, "Best hyperparameters (trial %s, epoch %d)%n", best.trial(), best.epoch());
        best.parameters()
                .values()
                .forEach((name, value) -> out.printf(Locale.ROOT, "  %-14s %s%n", name, Wording.parameter(value)));
    }

    private static void table(PrintStream out, StudyLog log, Study study) {
        Objective objective = study.objective();
        List<TrialLog> best = log.ranked().stream().limit(BEST_SHOWN).toList();
        out.printf(Locale.ROOT, "  %-6s %-9s %-6s %-10s %s%n", "trial", "value", "epoch", "state", "searched");
        for (TrialLog trial : best) {
            var score = trial.score(objective).orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "  %-6d %-9s %-6d %-10s %s%n",
                    trial.number(),
                    Wording.value(score.value()),
                    score.epoch(),
                    trial.state().name().toLowerCase(Locale.ROOT),
                    searched(trial, study));
        }
    }

    private static String searched(TrialLog trial, Study study) {
        return trial.parameters().values().entrySet().stream()
                .filter(entry -> study.space().dimensions().containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + Wording.parameter(entry.getValue()))
                .collect(Collectors.joining(" "));
    }
}
