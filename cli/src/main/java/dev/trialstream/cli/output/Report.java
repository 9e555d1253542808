package dev.trialstream.cli.output;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Study;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report at the end of a study, for people. */
public final class Report {
    private static final int BEST_SHOWN = 5;

    private Report() {}

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
        out.println();
        out.printf(Locale.ROOT, "Best hyperparameters (trial %s, epoch %d)%n", best.trial(), best.epoch());
        best.parameters()
                .values()
                .forEach((name, value) -> out.printf(Locale.ROOT, "  %-14s %s%n", name, Wording.parameter(value)));
        out.println();
        best.metrics().forEach((name, value) -> {
            if (name.endsWith("error")) {
                out.printf(Locale.ROOT, "%-17s %s%n", name, Wording.value(value));
            }
        });
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
        out.printf(Locale.ROOT, "seconds           %.1f%n", result.seconds());
        out.printf(Locale.ROOT, "model             %s (loads with DL4J; its preparation is beside it)%n", best.model());
        out.printf(Locale.ROOT, "hyperparameters   %s%n", folder.resolve("best.yaml"));
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
