package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.exchange.HistoryReading;
import dev.trialstream.cli.output.Progress;
import dev.trialstream.cli.output.Results;
import dev.trialstream.cli.output.StudyResult;
import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.cli.pipeline.Share;
import dev.trialstream.metrics.judge.Rejudgement;
import dev.trialstream.metrics.judge.StudyView;
import dev.trialstream.orchestrator.study.Defaults;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.protocol.study.key.Settings;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.engine.Engines;
import dev.trialstream.training.engine.NoEngine;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.worker.device.NvidiaSmi;
import dev.trialstream.worker.train.Trainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one study, from the request to the user's output files. */
public final class StudyRun {
    private final RunEnvironment where;
    private final Path out;
    private final Supplier<Progress> progress;
    private final Interruption interruption;
    private final long began = System.nanoTime();

    /**
     * @param out folder for model, preparation and {@code best.yaml}; written only when a study has completed
     * @param progress created once the study is running
     * @param interruption that requests a pause
     */
    public StudyRun(RunEnvironment where, Path out, Supplier<Progress> progress, Interruption interruption) {
        this.where = where;
        this.out = out;
        this.progress = progress;
        this.interruption = interruption;
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw UserError.badInput(out + ": is a file; expected a folder for the results");
        }
    }

    /**
     * The effective study, before anything is started or written.
     *
     * @param request with its id, and with the absolute path of its data
     * @param file the study file to name in errors, or null for the command line
     * @throws UserError if the study cannot be run
     */
    public static Study effective(StudyRequest request, @Nullable Path file) {
        String id = Optional.ofNullable(request.study()).orElseThrow();
        try {
            if (request.trainer().asked()) {
                throw new InvalidStudy(
                        "trainer.type",
                        "external trials are trained by whoever asks for them over HTTP; start trialstream up and"
                                + " submit the study there");
            }
            if (!request.trainer().profilesData()) {
                inputs(request.data(), request.trainer()).forEach(StudyRun::expectThere);
                return Defaults.complete(id, request, Optional.empty());
            }
            DataSpec data = request.requireData();
            return Defaults.complete(id, request, Optional.of(Profiler.profile(Path.of(data.path()), request)));
        } catch (BadData e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw UserError.badInput(request.requireData().path()
                    + ": more data than fit into memory; give it more, as TRIALSTREAM_JAVA_OPTS=-Xmx1400m does");
        } catch (InvalidStudy e) {
            throw UserError.badInput((file == null ? "" : file + ": ") + e.getMessage());
        }
    }

    /** The files named by a study. */
    static List<Path> inputs(@Nullable DataSpec data, TrainerSpec trainer) {
        Stream<String> ofData = data == null ? Stream.of() : data.paths().stream();
        return Stream.concat(ofData, Optional.ofNullable(trainer.curves()).stream())
                .map(Path::of)
                .toList();
    }

    private static void expectThere(Path file) {
        if (!Files.exists(file)) {
            throw new BadData(file.toString(), "no such file");
        }
    }

    /** Runs a new study until it has ended or is paused. */
    public Finished run(StudyRequest request, Study study) throws IOException {
        expectTrainer(study.trainer());
        try (Backend backend = where.open()) {
            backend.startServices(services(study.study(), inputs(study.data(), study.trainer()), study.budget()));
            remember(study.study());
            StudyClient client = new StudyClient(backend);
            try (Progress watch = progress.get()) {
                return finished(client.run(request, watch, () -> mayPause(client, study.study())), backend);
            }
        }
    }

    /** Continues a study that was paused or whose processes died. */
    public Finished resume(String study) throws IOException {
        try (Backend backend = where.open()) {
            StudyClient client = new StudyClient(backend);
            try (Follower follower = client.find(study)) {
                StudyLog log = follower.log();
                if (TakeAway.isThere(log) && log.ended().isPresent()) {
                    expectUndelivered(study);
                    remember(study);
                    return finished(log, backend); // it ended while no process could fetch the result
                }
                StudyRequest request = Resumption.check(log, where, backend);
                expectTrainer(request.trainer());
                backend.startServices(services(study, inputs(request.data(), request.trainer()), budget(log)));
                remember(study);
                try (Progress watch = progress.get()) {
                    watch.resumed(log);
                    return finished(client.resume(follower, watch, () -> mayPause(client, study)), backend);
                }
            }
        }
    }

    private void remember(String study) throws IOException {
        new OutFolder(where.dataDirectory(), study).remember(out);
    }

    /** The result of an ended study is delivered once; another folder would only be a copy. */
    private void expectUndelivered(String study) {
        Stream.concat(new OutFolder(where.dataDirectory(), study).remembered().stream(), Stream.of(out))
                .filter(folder -> TakeAway.isOf(study, folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw UserError.badInput("study " + study + ": has ended, there is nothing to resume; its result is"
                            + " in " + folder);
                });
    }

    private void mayPause(StudyClient client, String study) {
        interruption.asksFor(() -> client.pause(study));
    }

    /** If this process runs the worker, checks for the study's trainer before anything starts. */
    private void expectTrainer(TrainerSpec trainer) {
        if (!where.services()) {
            return;
        }
        trainer.namedEngine().ifPresent(StudyRun::expectEngine);
        if (trainer.name() == null) {
            return;
        }
        boolean command = trainer.type().equals(TrainerSpec.COMMAND);
        Set<String> known = command
                ? where.commands().keySet()
                : new TreeSet<>(Trainers.onClassPath().keySet());
        if (known.contains(trainer.name())) {
            return;
        }
        throw UserError.badInput("trainer.name: "
                + (command
                        ? "no command " + trainer.name() + " is known, expected --commands FILE with it"
                                + (known.isEmpty() ? "" : " beside " + known)
                        : "no trainer " + trainer.name() + " is on the class path, expected one of " + known
                                + ", or TRIALSTREAM_CLASSPATH with it"));
    }

    private static void expectEngine(String engine) {
        try {
            Engines.onClassPath().named(engine);
        } catch (NoEngine e) {
            throw UserError.badInput("trainer.engine: " + e.getMessage());
        }
    }

    private ServiceOptions services(String study, List<Path> inputs, Budget budget) {
        List<Path> folders = inputs.stream()
                .map(input ->
                        Optional.ofNullable(input.toAbsolutePath().getParent()).orElseThrow())
                .toList();
        List<Share> shares = Share.all(Math.min(budget.parallel(), budget.trials()), NvidiaSmi.gpus());
        return new ServiceOptions(shares, folders, where.scope(study), where.commands());
    }

    /** For a study that died before it was accepted, only the request is known. */
    private static Budget budget(StudyLog log) {
        return log.spec().map(Study::budget).orElseGet(() -> {
            Settings said = log.submitted().orElseThrow().request().budget();
            int cores = Runtime.getRuntime().availableProcessors();
            return new Budget(
                    said.get(Budget.TRIALS),
                    said.get(Budget.EPOCHS),
                    said.find(Budget.TIME).orElse(null),
                    said.find(Budget.PARALLEL).orElse(cores));
        });
    }

    private Finished finished(StudyLog log, Backend backend) throws IOException {
        int readers = log.delivered().isEmpty()
                ? 0
                : 1
                        + KnownStudies.otherReadersOfTestRows(
                                backend,
                                log.study(),
                                log.profile().orElseThrow().sha256());
        StudyResult result = Results.of(log, out, readers, shadows(log, backend), (System.nanoTime() - began) / 1e9);
        if (TakeAway.isThere(log)) {
            TakeAway.write(log, result, backend.store(), out);
        }
        return new Finished(log, result);
    }

    /** The judge's memory is in another process, but it follows from the history. */
    private static List<StudyView.Shadow> shadows(StudyLog log, Backend backend) {
        boolean any = log.spec()
                .filter(spec -> !spec.judgedBeside().shadows().isEmpty())
                .isPresent();
        return any
                ? Rejudgement.view(
                                log.study(),
                                HistoryReading.of(backend.settings(), backend.topics(), log.study())
                                        .events(),
                                StoppingRules.onClassPath())
                        .map(view -> view.summary().shadows())
                        .orElse(List.of())
                : List.of();
    }

    /** An ended or paused study: its complete history, and its result. */
    public record Finished(StudyLog log, StudyResult result) {}
}
