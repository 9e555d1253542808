package dev.trialstream.cli.study;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the message for a trial from a command line. */
final class TrialRequest {
    private TrialRequest() {}

    /**
     * @param study that should try it; null: the one in the file
     * @param said names with values, or one file
     * @throws UserError if it is neither
     */
    static ObjectNode of(@Nullable String study, List<String> said) {
        boolean file = said.size() == 1 && !said.get(0).contains("=");
        if (!file && study == null) {
            throw UserError.badInput("--study: expected the id of the study that is to try it, but it is missing;"
                    + " a trial that stands alone is a file");
        }
        ObjectNode request = file ? read(Path.of(said.get(0))) : parameters(said);
        return study == null ? request : request.put("study", Known.id(study));
    }

    private static ObjectNode parameters(List<String> said) {
        ObjectNode request = Json.json().createObjectNode();
        ObjectNode parameters = request.putObject("parameters");
        for (String pair : said) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw UserError.badInput("trial: expected NAME=VALUE, got " + pair);
            }
            String name = pair.substring(0, equals);
            if (parameters.has(name)) {
                throw UserError.badInput("trial: " + name + " is said twice; leave one out");
            }
            parameters.set(name, value(pair.substring(equals + 1)));
        }
        return request;
    }

    /** As in a study file: a number, a boolean, or text. */
    private static JsonNode value(String text) {
        try {
            JsonNode node = Json.yaml().readTree(text);
            if (node.isString() && text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)[eE][+-]?\\d+")) {
                return Json.json().valueToTree(Double.parseDouble(text)); // YAML 1.1 reads 1e-5 as text
            }
            return node;
        } catch (JacksonException e) {
            return Json.json().valueToTree(text);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            if (Json.json().readTree(Files.readAllBytes(file)) instanceof ObjectNode request) {
                return request;
            }
            throw UserError.badInput(file + ": expected a request for a trial, {\"parameters\": {...}, ...}");
        } catch (JacksonException e) {
            throw UserError.badInput(file + ": not JSON; expected a request for a trial: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? e.toString() : "no such file";
            throw UserError.badInput(file + ": " + why + "; expected NAME=VALUE, or a request for a trial in JSON");
        }
    }
}
