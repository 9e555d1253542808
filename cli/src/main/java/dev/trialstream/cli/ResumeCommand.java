package dev.trialstream.cli;

import dev.trialstream.protocol.Ids;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trialstream resume}: continues a study that was paused, or whose processes died. */
@Command(
        name = "resume",
        description = "Goes on with a study that was paused or killed, where it was.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "The id of the study.")
    String study = "";

    @Mixin
    StudyOptions options = new StudyOptions();

    private final Streams streams;

    ResumeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (!Ids.isStudy(study)) {
            throw UserError.badInput("study " + study + ": not the id of a study; expected lower-case letters, digits"
                    + " and hyphens, as the command that began it printed");
        }
        if (!options.client.given().hasBroker() && !Files.isDirectory(options.dataDir)) {
            throw UserError.badInput(
                    "study " + study + ": not known, " + options.dataDir + " does not exist; check --data-dir");
        }
        return options.run(study, streams.out(), streams.err(), run -> run.resume(study));
    }
}
