package dev.trialstream.worker.command;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Trains by a command of the worker's configuration, which a study only names. */
public final class CommandTrainer implements Trainer {
    private static final Duration LISTEN = Duration.ofMillis(50);

    private final Map<String, CommandSpec> commands;

    public CommandTrainer(Map<String, CommandSpec> commands) {
        this.commands = Map.copyOf(commands);
    }

    @Override
    public String type() {
        return TrainerSpec.COMMAND;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        String name = String.valueOf(task.job().trainer().name());
        CommandSpec spec = commands.get(name);
        if (spec == null) {
            String known = commands.isEmpty() ? "it has none" : "expected one of " + new TreeSet<>(commands.keySet());
            return new Outcome.Failed("no command " + name + " in the configuration of this worker, " + known);
        }
        Workspace workspace = task.requireWorkspace();
        if (workspace.epoch() >= task.job().epochs()) {
            return new Outcome.Completed(workspace.epoch());
        }
        try (HandedOver state = HandedOver.to(workspace);
                Scratch scratch = Scratch.make();
                OutputLog log = new OutputLog(workspace.log(), spec.logBytes())) {
            if (state.linked()) {
                log.line("# goes on behind epoch " + workspace.epoch() + " with " + state.entry());
            }
            return start(spec, task, scratch.folder(), log, sink);
        } catch (IOException e) {
            return new Outcome.Failed("command " + name + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted, because the worker ends", e);
        }
    }

    private static Outcome start(CommandSpec spec, TrainTask task, Path scratch, OutputLog log, EpochSink sink)
            throws IOException, InterruptedException {
        Path parameters = scratch.resolve("parameters.json");
        Path epochs = spec.epochsFrom() == CommandSpec.EpochsFrom.STDOUT ? null : scratch.resolve("epochs");
        TrialValues values = new TrialValues(task, parameters, epochs);
        Files.write(parameters, values.json());
        Launch launch;
        try {
            launch = Launch.of(spec, values, System.getenv());
        } catch (Template.MissingValue missing) {
            return new Outcome.Failed("command " + spec.name() + ": no value for {" + missing.place()
                    + "}, expected a parameter of the study or one of " + values.names());
        }
        log.line("$ " + String.join(" ", launch.words()));
        try (CommandRun run = CommandRun.start(launch, followed(spec, epochs), log)) {
            Outcome outcome = new Attempt(spec, task, sink, run).follow();
            log.line("# " + outcome);
            return outcome;
        }
    }

    private static @Nullable FollowedFile followed(CommandSpec spec, @Nullable Path epochs) throws IOException {
        if (epochs == null) {
            return null;
        }
        return spec.epochsFrom() == CommandSpec.EpochsFrom.PIPE ? FollowedFile.pipe(epochs) : FollowedFile.file(epochs);
    }

    /** From the start of a command to its end. */
    private static final class Attempt {
        private final CommandSpec spec;
        private final Workspace workspace;
        private final EpochSink sink;
        private final CommandRun run;
        private final EpochCheck check;
        private long since = System.nanoTime();

        Attempt(CommandSpec spec, TrainTask task, EpochSink sink, CommandRun run) {
            this.spec = spec;
            this.workspace = task.requireWorkspace();
            this.sink = sink;
            this.run = run;
            this.check = new EpochCheck(task.job(), workspace.epoch());
        }

        Outcome follow() throws InterruptedException {
            while (true) {
                Optional<Decision> decision = sink.verdict();
                if (decision.isPresent()) {
                    run.stop(spec.grace());
                    return new Outcome.Stopped(check.last(), decision.get());
                }
                Optional<CommandRun.Heard> heard = run.next(LISTEN);
                Optional<String> trouble = heard.flatMap(this::take);
                if (trouble.isPresent()) {
                    run.stop(spec.grace());
                    return new Outcome.Failed(trouble.get());
                } else if (heard.isEmpty() && run.isOver()) {
                    return ended();
                }
            }
        }

        private Optional<String> take(CommandRun.Heard heard) {
            if (heard.said() instanceof Said.Nonsense nonsense) {
                return Optional.of(named("said " + nonsense.complaint()));
            } else if (heard.said() instanceof Said.Epoch epoch) {
                Optional<String> objection = check.take(epoch);
                if (objection.isEmpty()) {
                    sink.epoch(report(epoch, heard.nanos()));
                }
                return objection.map(it -> it.startsWith("diverged") ? it : named(it));
            }
            return Optional.empty();
        }

        private EpochReport report(Said.Epoch epoch, long nanos) {
            Map<String, Double> metrics = new HashMap<>();
            Usage usage = run.usage();
            metrics.put("cpu_seconds", usage.cpuSeconds());
            if (usage.peakMemoryMb() > 0) {
                metrics.put("peak_memory_mb", usage.peakMemoryMb());
            }
            metrics.putAll(epoch.metrics());
            double seconds = Math.max(0, (nanos - since) / 1e9);
            since = nanos;
            Path entry = workspace.entry(epoch.epoch());
            boolean kept = Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
            return new EpochReport(epoch.epoch(), metrics, seconds, 0, null, kept ? entry : null);
        }

        private Outcome ended() {
            int code = run.exitCode();
            String error = run.lastError();
            if (code != 0) {
                String how = code > 128 ? code + " (signal " + (code - 128) + ")" : String.valueOf(code);
                return new Outcome.Failed(named(
                        "ended with exit code " + how + (error.isEmpty() ? ", and said no error" : ": " + error)));
            }
            return check.atTheEnd()
                    .<Outcome>map(
                            why -> new Outcome.Failed(named(why + (error.isEmpty() ? "" : "; it said: " + error))))
                    .orElseGet(() -> new Outcome.Completed(check.last()));
        }

        private String named(String what) {
            return "command " + spec.name() + " " + what;
        }
    }
}
