package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.study.key.Key;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads commands as strictly as {@link StudyReader} reads studies. */
public final class CommandReader {
    private static final Key<String> COMMAND = Key.choice(
            "command", List.of("pause", "resume", "stop", "delete", "extend", "enqueue", "set_stopping", "release"));
    private static final Key<Integer> TRIALS = Key.whole("trials", 1, Budget.MOST_TRIALS);

    private final PolicyReader policies;

    /** @param policies reader for stopping rules in a command */
    public CommandReader(PolicyReader policies) {
        this.policies = policies;
    }

    /** @throws InvalidStudy if {@code root} is no command */
    public Command command(JsonNode root) {
        Fields fields = new Fields(root, "");
        String kind = fields.get(COMMAND);
        String study = study(fields);
        Command command = switch (kind) {
            case "pause" -> new Command.Pause(study);
            case "resume" -> new Command.Resume(study);
            case "stop" -> new Command.Stop(study);
            case "delete" -> new Command.Delete(study);
            case "extend" -> new Command.Extend(study, fields.get(TRIALS));
            case "release" -> new Command.Release(study);
            case "enqueue" -> new Command.Enqueue(study, TrialRequestReader.parameters(fields));
            default -> new Command.SetStopping(study, stopping(fields));
        };
        fields.nothingElse();
        return command;
    }

    /**
     * Reads a command whose study and kind are already known.
     *
     * @param body the remaining fields
     */
    public Command command(String study, String kind, byte[] body) {
        ObjectNode root = body.length == 0 ? Json.json().createObjectNode() : object(body);
        if (root.has("command") || root.has("study")) {
            throw new InvalidStudy("command", "expected neither study nor command, because the path names them");
        }
        ObjectNode whole = root.put("study", study).put("command", kind);
        return command(whole);
    }

    private static ObjectNode object(byte[] body) {
        if (IncomingReader.tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidStudy("command", "expected keys with values");
    }

    private StoppingSpec stopping(Fields fields) {
        fields.required("stopping", "a rule such as {rule: median}");
        return policies.stopping(Objects.requireNonNull(fields.object("stopping", StoppingSpec.RULE)));
    }

    static String study(Fields fields) {
        return fields.get(StudyKeys.STUDY);
    }
}
