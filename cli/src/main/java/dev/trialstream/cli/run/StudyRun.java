package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.output.Progress;
import dev.trialstream.cli.output.Results;
import dev.trialstream.cli.output.StudyResult;
import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.PipelineOptions;
import dev.trialstream.orchestrator.study.Defaults;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.prepare.Profiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one study on a pipeline of its own, from the request to the files that the user takes away. */
public final class StudyRun {
    private final StudyRequest request;
    private final Path data;
    private final Study study;

    private StudyRun(StudyRequest request, Path data, Study study) {
        this.request = request;
        this.data = data;
        this.study = study;
    }

    /**
     * Checks a request against its data, before anything is started or written.
     *
     * @param request with its id, and with the absolute path of its data
     * @param file the study file that errors are to name, or null for the command line
     * @throws UserError where the study cannot be run
     */
    public static StudyRun prepare(StudyRequest request, @Nullable Path file) {
        String id = Optional.ofNullable(request.study()).orElseThrow();
        Path data = Path.of(request.data().csv());
        try {
            DataProfile profile = Profiler.profile(data, request.data());
            return new StudyRun(request, data, Defaults.complete(id, request, profile));
        } catch (BadData e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        } catch (InvalidStudy e) {
            throw UserError.badInput((file == null ? "" : file + ": ") + e.getMessage());
        }
    }

    /** The effective study. */
    public Study study() {
        return study;
    }

    /**
     * Runs the study to its end.
     *
     * @param out folder for model, preparation and {@code best.yaml}; touched only when the study has completed
     * @param progress made once the pipeline is up
     */
    public Finished run(Path dataDirectory, @Nullable String bootstrapServers, Path out, Supplier<Progress> progress)
            throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw UserError.badInput(out + ": is a file; expected a folder for the results");
        }
        long began = System.nanoTime();
        Path folder = Optional.ofNullable(data.getParent()).orElseThrow();
        PipelineOptions options = new PipelineOptions(
                dataDirectory,
                bootstrapServers,
                Math.min(study.budget().parallel(), study.budget().trials()),
                List.of(folder),
                bootstrapServers == null ? study.study()::equals : any -> true);
        try (Pipeline pipeline = Pipeline.start(options)) {
            Thread onInterrupt = new Thread(pipeline::close, "shutdown");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                StudyLog log = follow(pipeline, progress);
                StudyResult result = Results.of(log, out, (System.nanoTime() - began) / 1e9);
                if (log.delivered().isPresent()) {
                    TakeAway.write(log, pipeline.store(), out);
                }
                return new Finished(log, result);
            } finally {
                forget(onInterrupt);
            }
        }
    }

    private StudyLog follow(Pipeline pipeline, Supplier<Progress> progress) {
        try (Progress watch = progress.get()) {
            return new StudyClient(pipeline.settings(), pipeline.topics()).run(request, watch, pipeline.failure());
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // then it is running, as it should
        }
    }

    /** A study that has ended: its whole history, and what came of it. */
    public record Finished(StudyLog log, StudyResult result) {}
}
