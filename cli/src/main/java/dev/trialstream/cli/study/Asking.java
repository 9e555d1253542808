package dev.trialstream.cli.study;

import dev.trialstream.cli.UserError;
import dev.trialstream.policy.Policies;
import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.CommandReader;
import dev.trialstream.protocol.study.InvalidStudy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Options of every command that sends a request to the orchestrator, and the sending. */
public final class Asking {
    @Mixin
    StudyScope scope = new StudyScope();

    @Option(
            names = "--wait",
            paramLabel = "30s",
            defaultValue = "30s",
            description = "How long to wait for an orchestrator to answer (default: ${DEFAULT-VALUE}).")
    String patience = "30s";

    /**
     * An accepted request.
     *
     * @param submission id of the message in the history
     * @param state of the study at that time
     */
    record Taken(String study, String asked, String submission, StudyState state) {}

    /** Sends a command; {@code body} contains its fields besides study and kind. */
    int command(PrintStream out, String study, String kind, ObjectNode body) {
        Command command;
        try {
            command = new CommandReader(Policies.onClassPath())
                    .command(Known.id(study), kind, Json.json().writeValueAsBytes(body));
        } catch (InvalidStudy e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
        String submission = UUID.randomUUID().toString();
        byte[] message = Messages.write(command);
        StudyLog log = publish(Topics.STANDARD.studies(), study, submission, "Command", message);
        print(out, new Taken(study, kind, submission, log.state()));
        return 0;
    }

    int command(PrintStream out, String study, String kind) {
        return command(out, study, kind, Json.json().createObjectNode());
    }

    /** Publishes a message and returns the study once the message has been accepted. */
    StudyLog publish(String topic, String study, String submission, String type, byte[] message) {
        Duration wait = Durations.parse(patience)
                .orElseThrow(() -> UserError.badInput("--wait: expected a duration such as 30s, got " + patience));
        return scope.on((ClientSettings settings) ->
                new InboxClient(settings, Topics.STANDARD, wait).publish(topic, study, submission, type, message));
    }

    void print(PrintStream out, Taken taken) {
        scope.print(
                out,
                taken,
                it -> out.println("study " + it.study() + ": " + it.asked() + " taken, state "
                        + it.state().name().toLowerCase(java.util.Locale.ROOT)));
    }
}
