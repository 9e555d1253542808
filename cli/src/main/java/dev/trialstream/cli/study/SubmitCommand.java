package dev.trialstream.cli.study;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.FreshId;
import dev.trialstream.cli.run.StudyFiles;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.answer.TrialAnswer;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StudyRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream study submit}: submits a study to services that run elsewhere. */
@Command(
        name = "submit",
        description = "Publishes a study; its data are named relative to the data roots of the workers.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY.yaml", description = "The study.")
    Path file = Path.of("");

    @Option(
            names = "--study",
            paramLabel = "ID",
            description = "Its id (default: as the file says, or from its name and the time).")
    @Nullable
    String id;

    @Option(names = "--follow", description = "Read along until it has ended or is paused.")
    boolean follow;

    @Mixin
    Asking asking = new Asking();

    private final Streams streams;

    public SubmitCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        StudyRequest read = StudyFiles.readAsWritten(file);
        String study = Known.id(id != null ? id : read.study() != null ? read.study() : fresh());
        byte[] message = Messages.write(read.edit().study(study).build());
        checkAsTheServerWill(message);
        String submission = UUID.randomUUID().toString();
        StudyLog log = asking.publish(Topics.STANDARD.studies(), study, submission, "Study", message);
        if (!follow) {
            asking.print(streams.out(), new Asking.Taken(study, "submit", submission, log.state()));
            return 0;
        }
        StudyLog last = asking.scope.on(settings -> Following.untilItRests(settings, Topics.STANDARD, study, streams));
        StudyAnswer answer = StudyAnswer.of(last);
        asking.scope.print(streams.out(), answer, it -> new StudyText(streams.out()).show(it, TrialAnswer.all(last)));
        if (answer.state() == StudyState.FAILED) {
            throw UserError.failure("study " + study + " failed: " + Objects.requireNonNullElse(answer.reason(), ""));
        }
        return 0;
    }

    private String fresh() {
        return FreshId.from(file, Instant.now());
    }

    private void checkAsTheServerWill(byte[] message) {
        try {
            new IncomingReader(Policies.onClassPath()).study(message);
        } catch (InvalidStudy e) {
            throw UserError.badInput(file + ": " + e.getMessage());
        }
    }
}
