package dev.trialstream.cli.output;

import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats numbers and states for the screen. */
final class Wording {
    private Wording() {}

    /** @param profile empty if only the trainer knows the data */
    static String accepted(Study study, Optional<DataProfile> profile) {
        String time = study.budget().time() == null
                ? ""
                : ", " + Durations.format(study.budget().time()) + " at most";
        return String.format(
                Locale.ROOT,
                "study %s: %s; %d trials of up to %d epochs, %d at once%s",
                study.study(),
                profile.map(Wording::data).orElseGet(() -> trainer(study.trainer())),
                study.budget().trials(),
                study.budget().epochs(),
                study.budget().parallel(),
                time);
    }

    private static String data(DataProfile profile) {
        return String.format(
                Locale.ROOT,
                "%d rows (%d train, %d validation, %d test), %d inputs, %s",
                profile.rows(),
                profile.train(),
                profile.validation(),
                profile.test(),
                profile.inputs(),
                predicted(profile));
    }

    /** A line for each column of a table or of series, and for each note on the data. */
    static List<String> columns(Optional<DataProfile> profile) {
        if (profile.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        profile.get().columns().forEach(column -> lines.add(column(column)));
        List<String> notes = profile.get().notes();
        lines.addAll(notes == null ? List.of() : notes);
        return lines;
    }

    private static String column(DataProfile.ColumnProfile column) {
        String missing = column.missing() == 0 ? "" : ", " + column.missing() + " missing";
        String note = column.note() == null ? "" : "; " + column.note();
        return String.format(
                Locale.ROOT,
                "column %s: %s, %d %s%s%s",
                column.name(),
                column.kind().name().toLowerCase(Locale.ROOT),
                column.distinct(),
                column.distinct() == 1 ? "value" : "values",
                missing,
                note);
    }

    private static String trainer(TrainerSpec trainer) {
        String which = trainer.name() == null ? trainer.curves() : trainer.name();
        return "trained by " + trainer.type() + (which == null ? "" : " " + which);
    }

    private static String predicted(DataProfile profile) {
        DataProfile.TargetSummary target = profile.target();
        return target == null
                ? profile.classes().size() + " classes"
                : "target from " + value(target.min()) + " to " + value(target.max());
    }

    /** Time from the start of this process to the first epoch. */
    static String firstEpoch() {
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return String.format(Locale.ROOT, "first epoch trained after %.1f s", sinceStart / 1000.0);
    }

    static String role(TrialLog trial) {
        return switch (trial.role()) {
            case SEARCH -> "trial";
            case CONFIRM -> "confirming trial";
            case REFIT -> "refitting trial";
        };
    }

    static String lapsed(Fact.Lapsed lapsed) {
        String who = lapsed.worker() == null ? "nobody took it" : lapsed.worker() + " fell silent";
        return lapsed.job() + ": " + who + ", it is dispatched again";
    }

    static String restored(Fact.Restored restored) {
        String from = restored.epoch() == 0 ? "begins anew" : "goes on from epoch " + restored.epoch();
        return restored.job() + ": " + from + " (" + restored.note() + ")";
    }

    static String resumed(StudyLog log) {
        return "study " + log.study() + " goes on: " + counts(log);
    }

    /** A line for a change of phase of the study. */
    static Optional<String> stage(Fact fact, StudyLog log) {
        if (fact instanceof Fact.Nominated nominated) {
            int seeds = log.spec().map(spec -> spec.promotion().confirm()).orElse(0);
            return Optional.of("search over: " + nominated.decision().reason() + "; training "
                    + (nominated.decision().candidates().size() == 1 ? "it" : "them") + " again with " + seeds
                    + " fresh seeds each");
        } else if (fact instanceof Fact.Promoted promoted) {
            return Optional.of(
                    promoted.decision().job() + " wins: " + promoted.decision().reason());
        } else if (fact instanceof Fact.Commanded commanded) {
            return Optional.of(command(commanded.command()));
        }
        return Optional.empty();
    }

    private static String command(Command command) {
        if (command instanceof Command.Pause) {
            return "pausing: trials keep their last checkpoints";
        } else if (command instanceof Command.Resume) {
            return "resumed";
        } else if (command instanceof Command.Release) {
            return "released from quarantine";
        } else if (command instanceof Command.Extend extend) {
            return extend.trials() + " trials more";
        } else if (command instanceof Command.Enqueue) {
            return "a configuration is to be tried next";
        } else if (command instanceof Command.SetStopping) {
            return "judged by another rule from now on";
        } else if (command instanceof Command.Stop || command instanceof Command.Delete) {
            return "stopping: trials end now";
        }
        throw new IllegalStateException("unknown command " + command);
    }

    /** Number of all trials of the study that are known so far, including future ones. */
    static int trialsToCome(StudyLog log) {
        int candidates = log.nominated()
                .map(nominated -> nominated.decision().candidates().size())
                .orElse(0);
        return log.spec()
                .map(spec -> candidates == 0
                        ? log.trialBudget()
                        : log.trials(Role.SEARCH).size()
                                + candidates * spec.promotion().confirm()
                                + (spec.trainer().deliversModel() ? 1 : 0))
                .orElse(0);
    }

    /** The part of the line next to the bar, short enough for eighty columns. */
    static String live(StudyLog log) {
        String best = log.spec()
                .flatMap(spec -> log.ranked().stream().findFirst().flatMap(trial -> trial.score(spec.objective())))
                .map(score -> " best " + value(score.value()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%d run %d stop %d fail%s",
                log.count(JobLog.State.RUNNING),
                log.count(JobLog.State.STOPPED),
                log.count(JobLog.State.FAILED),
                best);
    }

    static String counts(StudyLog log) {
        int done = (int) log.trials(Role.SEARCH).stream()
                .filter(trial -> trial.state().hasEnded())
                .count();
        String best = best(log);
        return String.format(
                Locale.ROOT,
                "%d of %d done, %d running, %d stopped, %d failed%s",
                done,
                log.spec().map(spec -> spec.budget().trials()).orElse(0),
                log.count(JobLog.State.RUNNING),
                log.count(JobLog.State.STOPPED),
                log.count(JobLog.State.FAILED),
                best);
    }

    private static String best(StudyLog log) {
        List<TrialLog> ranked = log.ranked();
        return log.spec()
                .filter(spec -> !ranked.isEmpty())
                .map(spec -> ", best "
                        + value(ranked.get(0)
                                .score(spec.objective())
                                .orElseThrow()
                                .value()) + " by trial "
                        + ranked.get(0).number())
                .orElse("");
    }

    /** Four significant digits. */
    static String value(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? "%.4f" : "%.3g", value);
    }

    static String parameter(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.3g", number) : String.valueOf(value);
    }

    static String waits(String study, Fact.Unplaced unplaced) {
        return "study " + study + " waits: " + unplaced.reason();
    }

    static String quarantined(String study, Fact.Quarantined of) {
        return "study " + study + " is quarantined: " + of.reason() + "; ./trialstream study release " + study
                + " answers it again";
    }

    /** A stopping rule in study file form. */
    public static String rule(StoppingSpec rule) {
        return Json.json()
                .writeValueAsString(rule)
                .replace("\"", "")
                .replace(":", ": ")
                .replace(",", ", ");
    }
}
