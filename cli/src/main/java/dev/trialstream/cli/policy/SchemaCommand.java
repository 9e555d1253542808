package dev.trialstream.cli.policy;

import dev.trialstream.cli.Streams;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.StudyFileSchema;
import dev.trialstream.protocol.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code trialstream schema}: prints the JSON Schema of study files, for editors. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of study files, with the samplers and rules on the class path.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
    private final Streams streams;

    public SchemaCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        streams.out()
                .println(Json.json()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(StudyFileSchema.of(Policies.onClassPath())));
        return 0;
    }
}
