package dev.trialstream.cli.study;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.StoreOption;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.answer.TrialAnswer;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.study.Incoming;
import dev.trialstream.protocol.study.IncomingReader;
import dev.trialstream.protocol.study.InvalidStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream trial publish | show | logs}: single trials, only through topics, except for logs. */
@Command(
        name = "trial",
        description = "Asks for a single trial, shows one, or prints what its command has said.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(publish | show | logs)")
public final class TrialCommand {
    private final Streams streams;

    public TrialCommand(Streams streams) {
        this.streams = streams;
    }

    @Command(
            name = "publish",
            description = "Has a study try this configuration next; a file may also ask for a trial that stands alone.",
            mixinStandardHelpOptions = true)
    int publish(
            @Mixin Asking asking,
            @Option(names = "--study", paramLabel = "ID", description = "The study that is to try it.") @Nullable
                    String study,
            @Parameters(
                            paramLabel = "NAME=VALUE | FILE.json",
                            arity = "1..*",
                            description = "The parameters, or a file with the whole request.")
                    List<String> said) {
        byte[] message = Json.json().writeValueAsBytes(TrialRequest.of(study, said));
        String submission = UUID.randomUUID().toString();
        String name = String.valueOf(said.get(0));
        Incoming request = read(message, submission, name.contains("=") ? "trial" : name);
        StudyLog log = asking.publish(Topics.STANDARD.requests(), request.study(), submission, "TrialRequest", message);
        asking.print(streams.out(), new Asking.Taken(request.study(), "trial", submission, log.state()));
        return 0;
    }

    private static Incoming read(byte[] message, String submission, String name) {
        try {
            return new IncomingReader(Policies.onClassPath()).trial(message, () -> Ids.ofOneTrial(submission));
        } catch (InvalidStudy e) {
            throw UserError.badInput(name + ": " + e.getMessage());
        }
    }

    @Command(
            name = "show",
            description = "Prints a trial: its state, parameters and learning curve.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin StudyScope scope,
            @Parameters(paramLabel = "TRIAL", description = "Its id, STUDY.NUMBER.") String trial) {
        expectId(trial);
        StudyLog log = scope.on(settings -> Known.study(settings, Topics.STANDARD, Ids.studyOf(trial)));
        TrialAnswer answer = log.trial(Ids.numberOf(trial))
                .map(found -> TrialAnswer.whole(log, found))
                .orElseThrow(() -> UserError.badInput("trial " + trial + ": study " + log.study()
                        + " has no such trial; see trialstream study show " + log.study()));
        scope.print(streams.out(), answer, new StudyText(streams.out())::trial);
        return 0;
    }

    @Command(
            name = "logs",
            description =
                    "Prints what the command, or the process, of a trial has said, on standard output and standard error.",
            mixinStandardHelpOptions = true)
    int logs(
            @Mixin StoreOption store,
            @Option(
                            names = "--data-dir",
                            paramLabel = "DIR",
                            description = "The data folder of run, tune or up (default: ~/.trialstream).")
                    @Nullable
                    Path dataDir,
            @Option(names = "--attempt", paramLabel = "N", description = "One attempt alone (default: all).") @Nullable
                    Integer attempt,
            @Parameters(paramLabel = "TRIAL", description = "Its id, STUDY.NUMBER.") String trial)
            throws IOException {
        expectId(trial);
        Path data = dataDir == null ? Path.of(System.getProperty("user.home"), ".trialstream") : dataDir;
        new TrialOutput(trial, store.in(data)).print(streams.out(), attempt);
        return 0;
    }

    private static void expectId(String trial) {
        if (!trial.matches("[^.]+\\.[1-9]\\d{0,8}")) {
            throw UserError.badInput("trial " + trial + ": not the id of a trial; expected STUDY.NUMBER");
        }
    }
}
