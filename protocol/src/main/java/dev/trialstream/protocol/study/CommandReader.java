package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Command;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads commands from the inbox of studies, as strictly as {@link StudyReader} reads studies. */
public final class CommandReader {
    private CommandReader() {}

    /**
     * The command in {@code value}; empty where it is not one, but perhaps a study.
     *
     * @throws InvalidStudy where it is a command that cannot be
     */
    public static Optional<Command> json(byte[] value) {
        JsonNode root;
        try {
            root = Json.json().readTree(value);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
        if (root == null || !root.isObject() || !root.has("command")) {
            return Optional.empty();
        }
        Fields fields = new Fields(root, "");
        boolean pause =
                fields.oneOf("command", null, List.of("pause", "resume")).equals("pause");
        String study = fields.text("study", "the id of the study");
        fields.nothingElse();
        if (!Ids.isStudy(study)) {
            throw new InvalidStudy("study", "expected lower-case letters, digits and hyphens, got " + study);
        }
        return Optional.of(new Command(study, pause ? Command.Kind.PAUSE : Command.Kind.RESUME));
    }
}
