package dev.trialstream.worker.command;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A trial of three epochs that a script trains, and its reports. */
final class Trial implements EpochSink {
    static final Decision STOP =
            new Decision.Stop("d", "s", "s.1", 1, 1, new Grounds("asha", Map.of(), "weak", "e", Instant.EPOCH));

    private final Path folder;
    private String options = "";
    private Parameters parameters = new Parameters(Map.of("learning_rate", 0.01, "units", 64, "flag", true));
    private @Nullable Path data;
    private int resumed;
    private final List<EpochReport> reports = new CopyOnWriteArrayList<>();
    private volatile @Nullable Decision decision;

    Trial(Path folder) {
        this.folder = folder;
    }

    /** More of the command's configuration, {@code grace: 1s}. */
    Trial with(String option) {
        options += ", " + option;
        return this;
    }

    Trial of(Map<String, Object> values) {
        parameters = new Parameters(values);
        return this;
    }

    Trial on(Path file) {
        data = file;
        return this;
    }

    /** An attempt that continues after an epoch. */
    Trial behind(int epoch) {
        resumed = epoch;
        return this;
    }

    /** Makes a decision from now on. */
    void decide() {
        decision = STOP;
    }

    /** Trains with a shell script; the shell is the program, and does not interpret the arguments. */
    Outcome sh(String script, String... arguments) {
        return train("sh", script, arguments);
    }

    Outcome python(String script, String... arguments) {
        return train("python3", script, arguments);
    }

    CompletableFuture<Outcome> beginSh(String script) {
        return CompletableFuture.supplyAsync(() -> sh(script));
    }

    private Outcome train(String program, String script, String... arguments) {
        try {
            Path file = Files.writeString(folder.resolve("script"), script);
            StringBuilder words = new StringBuilder("[" + program + ", '" + file + "'");
            for (String argument : arguments) {
                words.append(", ").append(argument);
            }
            return train(CommandsFile.parse("commands: {try: {run: " + words + "]" + options + "}}", folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Outcome train(Map<String, CommandSpec> commands) {
        return new CommandTrainer(commands).train(task(), this);
    }

    TrainTask task() {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                resumed == 0 ? 1 : 2,
                Role.SEARCH,
                parameters,
                -5,
                3,
                data == null ? null : new DataSpec(data.toString(), "digit", null, Split.standard(1)),
                null,
                TrainerSpec.command("try"),
                new Objective("error", Objective.Direction.MINIMIZE, Objective.At.LAST),
                RowUse.AS_SPLIT,
                Curve.empty());
        Path state = folder.resolve("1/epoch-" + resumed);
        Workspace workspace = new Workspace(
                folder.resolve(String.valueOf(job.attempt())), log(), resumed, resumed == 0 ? null : state);
        return new TrainTask(job, data, null, workspace, Map.of());
    }

    Path log() {
        return folder.resolve("logs/1.log");
    }

    /** The kept output. */
    String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<EpochReport> reports() {
        return reports;
    }

    List<Integer> epochs() {
        return reports.stream().map(EpochReport::epoch).toList();
    }

    @Override
    public void epoch(EpochReport report) {
        reports.add(report);
    }

    @Override
    public Optional<Decision> verdict() {
        return Optional.ofNullable(decision);
    }
}
