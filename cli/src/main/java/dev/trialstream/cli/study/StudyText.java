package dev.trialstream.cli.study;

import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.answer.TrialAnswer;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.space.Parameters;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Formats studies and trials for people. */
final class StudyText {
    private final PrintStream out;

    StudyText(PrintStream out) {
        this.out = out;
    }

    void list(List<StudyAnswer> studies) {
        if (studies.isEmpty()) {
            out.println("no studies");
            return;
        }
        int width = studies.stream().mapToInt(it -> it.study().length()).max().orElse(0);
        String line = "%-" + Math.max(5, width) + "s  %-9s  %6s  %s%n";
        out.printf(line, "STUDY", "STATE", "TRIALS", "BEST");
        studies.forEach(it -> out.printf(
                line,
                it.study(),
                word(it.state()),
                it.trials().total(),
                it.best() == null
                        ? ""
                        : value(it.best().value()) + "  (" + it.best().trial() + ")"));
    }

    void show(StudyAnswer study, List<TrialAnswer> trials) {
        StudyAnswer.Trials counts = study.trials();
        out.println("study   " + study.study());
        out.println("state   " + word(study.state()) + (study.reason() == null ? "" : ": " + study.reason()));
        out.printf(
                "trials  %d: %d running, %d completed, %d stopped, %d failed%n",
                counts.total(), counts.running(), counts.completed(), counts.stopped(), counts.failed());
        if (study.waiting() != null) {
            out.println("waits   " + study.waiting());
        }
        StudyAnswer.Best best = study.best();
        if (best != null) {
            out.println("best    " + value(best.value()) + "  trial " + best.trial() + ", epoch " + best.epoch());
        }
        if (!trials.isEmpty()) {
            out.println();
            out.printf("%5s  %-7s  %-9s  %6s  %-10s  %s%n", "TRIAL", "ROLE", "STATE", "EPOCHS", "VALUE", "PARAMETERS");
        }
        trials.forEach(it -> out.printf(
                "%5d  %-7s  %-9s  %6d  %-10s  %s%n",
                it.number(), word(it.role()), it.state(), it.trained(), value(it.value()), inLine(it.parameters())));
    }

    void best(Best best) {
        out.println("study    " + best.study());
        out.println("trial    " + best.trial() + ", epoch " + best.epoch());
        out.println("value    " + value(best.value()));
        out.println("status   " + word(best.status()) + ", version " + best.version());
        if (best.confirmed() != null) {
            out.println("mean     " + value(best.confirmed().mean()) + " of "
                    + best.confirmed().trials() + " fresh trainings");
        }
        out.println();
        inColumn(best.parameters().values());
    }

    void trial(TrialAnswer trial) {
        out.println("trial    " + trial.trial());
        out.println("role     " + word(trial.role()));
        out.println("state    " + trial.state() + (trial.failure() == null ? "" : ": " + trial.failure()));
        out.println("value    " + value(trial.value()) + (trial.epoch() == null ? "" : ", epoch " + trial.epoch()));
        out.println();
        inColumn(trial.parameters().values());
        List<EpochPoint> curve = trial.curve();
        if (curve != null && !curve.isEmpty()) {
            out.println();
            curve.forEach(point -> out.printf("%5d  %s%n", point.epoch(), new TreeMap<>(point.metrics())));
        }
    }

    private void inColumn(Map<String, Object> values) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(1);
        values.forEach((name, value) -> out.printf("%-" + width + "s  %s%n", name, value));
    }

    private static String inLine(Parameters parameters) {
        return parameters.values().toString().replaceAll("^\\{|}$", "");
    }

    private static String value(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.5g", value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
