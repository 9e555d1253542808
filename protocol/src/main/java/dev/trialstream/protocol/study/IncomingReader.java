package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.study.Incoming.NewStudy;
import dev.trialstream.protocol.study.Incoming.OnStudy;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads messages of the inboxes. Any bytes either parse or throw an {@link InvalidStudy}. */
public final class IncomingReader {
    /** Largest message in bytes; studies have a few thousand. */
    public static final int MOST_BYTES = MessageSizes.INCOMING;

    private final StudyReader studies;
    private final CommandReader commands;

    /** @param policies reader for samplers and stopping rules */
    public IncomingReader(PolicyReader policies) {
        this.studies = new StudyReader(policies);
        this.commands = new CommandReader(policies);
    }

    /** A message of the inbox of studies: a study with its id, or a command. */
    public Incoming study(byte @Nullable [] value) {
        JsonNode root = tree(value);
        if (root.has("command")) {
            return new OnStudy(commands.command(root));
        }
        return named(studies.study(root), () -> {
            throw new InvalidStudy("study", "expected the id of the study, but it is missing");
        });
    }

    /** A study that may have no id yet. */
    public StudyRequest newStudy(byte @Nullable [] value) {
        return studies.study(tree(value));
    }

    /**
     * A message of the inbox of trial requests: a configuration for a running study, or a standalone trial.
     *
     * @param freshId id for the study of a standalone trial without a name
     */
    public Incoming trial(byte @Nullable [] value, Supplier<String> freshId) {
        JsonNode root = tree(value);
        return TrialRequestReader.standsAlone(root)
                ? named(TrialRequestReader.alone(root), freshId)
                : new OnStudy(TrialRequestReader.ofStudy(root));
    }

    /** The study named by an otherwise unreadable message; empty if it names none. */
    public static Optional<String> studyNamedBy(byte @Nullable [] value) {
        try {
            JsonNode name = tree(value).get("study");
            return Optional.ofNullable(name)
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .filter(Ids::isStudy);
        } catch (InvalidStudy unreadable) {
            return Optional.empty();
        }
    }

    private static NewStudy named(StudyRequest request, Supplier<String> freshId) {
        String study = request.study() == null ? freshId.get() : request.study();
        return new NewStudy(study, request.edit().study(study).build());
    }

    /** Any message as a JSON object. */
    public static JsonNode tree(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw InvalidStudy.whole("expected a message as JSON, got nothing");
        }
        if (value.length > MOST_BYTES) {
            throw InvalidStudy.whole("expected at most " + MOST_BYTES + " bytes, got " + value.length);
        }
        try {
            JsonNode root = Json.json().readTree(value);
            if (!root.isObject()) {
                throw InvalidStudy.whole("expected keys with values, got " + InvalidStudy.shown(root));
            }
            return root;
        } catch (JacksonException e) {
            throw StudyReader.notReadable("JSON", e);
        }
    }
}
