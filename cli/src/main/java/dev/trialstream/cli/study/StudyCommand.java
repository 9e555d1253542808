package dev.trialstream.cli.study;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.answer.TrialAnswer;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StudyReader;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code trialstream study}: operations on studies, only through topics. */
@Command(
        name = "study",
        description = "Submits, lists, shows, commands, exports and imports studies on a broker with running services.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class StudyCommand {
    private static final Topics TOPICS = Topics.STANDARD;

    private final Streams streams;
    private final StudyText text;

    public StudyCommand(Streams streams) {
        this.streams = streams;
        this.text = new StudyText(streams.out());
    }

    @Command(
            name = "list",
            description = "Prints a line for each study: its state, trials and best value.",
            mixinStandardHelpOptions = true)
    int list(@Mixin StudyScope scope) {
        List<StudyAnswer> studies = scope.on(settings -> new Listing(settings, TOPICS).all());
        scope.print(streams.out(), studies, text::list);
        return 0;
    }

    @Command(
            name = "show",
            description = "Prints the state of a study, its counts, its best trial and all of its trials.",
            mixinStandardHelpOptions = true)
    int show(@Mixin StudyScope scope, @Parameters(paramLabel = "STUDY") String study) {
        StudyLog log = scope.on(settings -> Known.study(settings, TOPICS, study));
        StudyAnswer answer = StudyAnswer.of(log);
        List<TrialAnswer> trials = TrialAnswer.all(log);
        ObjectNode whole = Json.json().valueToTree(answer);
        whole.set("all_trials", Json.json().valueToTree(trials));
        scope.print(streams.out(), whole, it -> text.show(answer, trials));
        return 0;
    }

    @Command(
            name = "best",
            description = "Prints the best hyperparameters of a study: the newest version.",
            mixinStandardHelpOptions = true)
    int best(@Mixin StudyScope scope, @Parameters(paramLabel = "STUDY") String study) {
        Best best = scope.on(settings -> {
            Optional<Best> found = new Listing(settings, TOPICS).best(Known.id(study));
            return found.orElseGet(() -> {
                Known.study(settings, TOPICS, study);
                throw UserError.failure("study " + study + ": has no best yet, because no trial of it has a result");
            });
        });
        scope.print(streams.out(), best, text::best);
        return 0;
    }

    @Command(
            name = "pause",
            description = "Trials keep their last checkpoint and give up their slots.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin Asking asking, @Parameters(paramLabel = "STUDY") String study) {
        return asking.command(streams.out(), study, "pause");
    }

    @Command(name = "resume", description = "Goes on with a paused study.", mixinStandardHelpOptions = true)
    int resume(@Mixin Asking asking, @Parameters(paramLabel = "STUDY") String study) {
        return asking.command(streams.out(), study, "resume");
    }

    @Command(
            name = "release",
            description = "Answers a quarantined study again, after what it tripped over has been mended.",
            mixinStandardHelpOptions = true)
    int release(@Mixin Asking asking, @Parameters(paramLabel = "STUDY") String study) {
        return asking.command(streams.out(), study, "release");
    }

    @Command(
            name = "stop",
            description = "Ends a study now; what it has found so far stays.",
            mixinStandardHelpOptions = true)
    int stop(@Mixin Asking asking, @Parameters(paramLabel = "STUDY") String study) {
        return asking.command(streams.out(), study, "stop");
    }

    @Command(
            name = "delete",
            description = "As stop, and takes the study off the lists; its history stays in the log.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin Asking asking, @Parameters(paramLabel = "STUDY") String study) {
        return asking.command(streams.out(), study, "delete");
    }

    @Command(name = "extend", description = "Has a study try more trials.", mixinStandardHelpOptions = true)
    int extend(
            @Mixin Asking asking,
            @Parameters(paramLabel = "STUDY") String study,
            @Option(names = "--trials", paramLabel = "N", required = true, description = "How many more.") int trials) {
        ObjectNode body = Json.json().createObjectNode().put("trials", trials);
        return asking.command(streams.out(), study, "extend", body);
    }

    @Command(
            name = "set-stopping",
            aliases = "stopping",
            description = "Has another rule stop weak trials from now on.",
            mixinStandardHelpOptions = true)
    int stopping(
            @Mixin Asking asking,
            @Parameters(paramLabel = "STUDY") String study,
            @Parameters(paramLabel = "RULE", description = "As in a study file: median, '{rule: asha, min: 2}'.")
                    String rule) {
        try {
            ObjectNode body = Json.json().createObjectNode();
            body.set(
                    "stopping",
                    Json.json().valueToTree(new StudyReader(Policies.onClassPath()).stopping("stopping", rule)));
            return asking.command(streams.out(), study, "set_stopping", body);
        } catch (InvalidStudy e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
    }
}
