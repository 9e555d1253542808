package dev.trialstream.worker.command;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.InvalidStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the commands that a worker may run:
 *
 * <pre>{@code
 * commands:
 *   sklearn:
 *     run: [python3, train.py, --lr, "{learning_rate}"]
 *     directory: scripts
 *     environment: {OMP_NUM_THREADS: 1}
 *     inherit: [AWS_PROFILE, "WANDB_*"]
 *     epochs_from: stdout
 *     grace: 5s
 * }</pre>
 */
public final class CommandsFile {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
    private static final int LOG_MEGABYTES = 4;
    private static final String RUN = "the program and its arguments, such as [python3, train.py]";

    private CommandsFile() {}

    /**
     * @throws InvalidStudy if the file is not valid; the message is one line that names the place
     * @throws IOException if it cannot be read
     */
    public static Map<String, CommandSpec> read(Path file) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElseThrow(() -> new IOException(file + " is no file"));
        return parse(Files.readString(file), folder);
    }

    /** @param folder base of relative directories */
    static Map<String, CommandSpec> parse(String yaml, Path folder) {
        Fields root = new Fields(tree(yaml), "");
        root.required("commands", "names of commands with what they run");
        Fields commands = object(root, "commands", "names of commands with what they run");
        Map<String, CommandSpec> specs = new LinkedHashMap<>();
        for (String name : commands.names()) {
            if (!Ids.isStudy(name)) {
                throw new InvalidStudy(
                        commands.pathOf(name), "expected as name lower-case letters, digits and hyphens, 63 at most");
            }
            specs.put(name, command(name, object(commands, name, "{run: [...]}"), folder));
        }
        root.nothingElse();
        return specs;
    }

    private static CommandSpec command(String name, Fields fields, Path folder) {
        CommandSpec spec = new CommandSpec(
                name,
                run(fields),
                folder.resolve(Optional.ofNullable(fields.textOrNull("directory", "a folder"))
                        .orElse("")),
                environment(fields.object("environment")),
                fields.inherited("inherit"),
                CommandSpec.EpochsFrom.valueOf(fields.oneOf("epochs_from", "stdout", List.of("stdout", "file", "pipe"))
                        .toUpperCase(Locale.ROOT)),
                grace(fields),
                (fields.optional("log_mb") == null ? LOG_MEGABYTES : fields.whole("log_mb", 1)) * 1_000_000L);
        fields.nothingElse();
        if (!Files.isDirectory(spec.directory())) {
            throw new InvalidStudy(
                    fields.pathOf("directory"), "expected a folder to run in, found none at " + spec.directory());
        }
        return spec;
    }

    private static List<Argument> run(Fields fields) {
        List<Argument> arguments = new ArrayList<>();
        for (JsonNode item : fields.list("run", RUN)) {
            String path = fields.pathOf("run") + "[" + arguments.size() + "]";
            boolean group = item.isArray() && !arguments.isEmpty();
            List<Template> words = new ArrayList<>();
            for (JsonNode word : group ? item : List.of(item)) {
                words.add(template(word, path));
            }
            arguments.add(new Argument(words, group));
        }
        return arguments;
    }

    private static Map<String, Template> environment(@Nullable Fields fields) {
        Map<String, Template> environment = new LinkedHashMap<>();
        if (fields != null) {
            for (String name : fields.names()) {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    throw new InvalidStudy(fields.pathOf(name), "expected the name of a variable");
                }
                environment.put(name, template(fields.required(name, "a text"), fields.pathOf(name)));
            }
        }
        return environment;
    }

    private static Template template(JsonNode word, String path) {
        if (word.isContainer() || word.isNull()) {
            throw new InvalidStudy(path, "expected a text, got " + word);
        }
        try {
            return Template.of(word.asString());
        } catch (IllegalArgumentException e) {
            throw new InvalidStudy(path, String.valueOf(e.getMessage()));
        }
    }

    private static Duration grace(Fields fields) {
        Duration grace = Optional.ofNullable(fields.durationOrNull("grace")).orElse(GRACE);
        if (grace.compareTo(LONGEST_GRACE) > 0) {
            throw new InvalidStudy(fields.pathOf("grace"), "expected 10m at most, got " + grace.toSeconds() + "s");
        }
        return grace;
    }

    private static Fields object(Fields parent, String name, String expected) {
        return new Fields(parent.required(name, expected), parent.pathOf(name));
    }

    private static JsonNode tree(String yaml) {
        try {
            JsonNode tree = Json.yaml().readTree(yaml);
            if (tree == null || !tree.isObject()) {
                throw new InvalidStudy("commands", "expected names of commands with what they run");
            }
            return tree;
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new InvalidStudy("commands", "not YAML: " + first);
        }
    }
}
