package dev.trialstream.cli;

import dev.trialstream.cli.run.FreshId;
import dev.trialstream.cli.run.StudyFiles;
import dev.trialstream.cli.run.StudyRun;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trialstream run}: runs a study from a file. */
@Command(
        name = "run",
        description = "Runs the study that a YAML file describes.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY.yaml", description = "The study; its data are named relative to its folder.")
    Path file = Path.of("");

    @Mixin
    StudyOptions options = new StudyOptions();

    private final Streams streams;

    RunCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        StudyRequest request = StudyOptions.withParallel(StudyFiles.read(file));
        StudyRequest named = request.study() == null
                ? request.edit().study(FreshId.from(file, Instant.now())).build()
                : request;
        Study study = StudyRun.effective(named, file);
        return options.run(study.study(), streams.out(), streams.err(), run -> run.run(named, study));
    }
}
