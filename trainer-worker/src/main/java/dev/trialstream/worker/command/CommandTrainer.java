package dev.trialstream.worker.command;

import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Trains with a command of the worker's configuration; a study only names it. */
public final class CommandTrainer implements Trainer {
    private final Map<String, CommandSpec> commands;

    public CommandTrainer(Map<String, CommandSpec> commands) {
        this.commands = Map.copyOf(commands);
    }

    @Override
    public String type() {
        return TrainerSpec.COMMAND;
    }

    @Override
    public boolean isolatesItself() {
        return true;
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
        try (ResumedState state = ResumedState.to(workspace);
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
            launch = Launch.of(spec, values, System.getenv(), task.environment());
        } catch (Template.MissingValue missing) {
            return new Outcome.Failed("command " + spec.name() + ": no value for {" + missing.place()
                    + "}, expected a parameter of the study or one of " + values.names());
        }
        log.line("$ " + String.join(" ", launch.words()));
        try (CommandRun<CommandOutputLine> run =
                CommandRun.start(launch, followed(spec, epochs), log, CommandOutputLine::heard)) {
            run.input().close();
            Outcome outcome = new Attempt(spec, task, sink, run).follow();
            log.line("# " + ending(outcome));
            return outcome;
        }
    }

    private static String ending(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return "completed after " + completed.epochs() + " epochs";
        } else if (outcome instanceof Outcome.Stopped stopped) {
            return "ended after " + stopped.epochs() + " epochs: "
                    + stopped.decision().reason();
        } else if (outcome instanceof Outcome.Crashed crashed) {
            return "crashed: " + crashed.reason();
        } else if (outcome instanceof Outcome.Failed failed) {
            return "failed: " + failed.reason();
        }
        throw new IllegalStateException("unknown outcome " + outcome);
    }

    private static @Nullable FollowedFile followed(CommandSpec spec, @Nullable Path epochs) throws IOException {
        if (epochs == null) {
            return null;
        }
        return spec.epochsFrom() == CommandSpec.EpochsFrom.PIPE ? FollowedFile.pipe(epochs) : FollowedFile.file(epochs);
    }
}
