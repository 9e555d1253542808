package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.RemoteBackend;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.worker.command.CommandSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where a study runs.
 *
 * @param store root of checkpoints and models
 * @param client settings; without a broker: for an embedded one
 * @param services whether this process also runs the services
 * @param commands that its worker may run
 */
public record RunEnvironment(
        Path dataDirectory, Path store, ClientSettings client, boolean services, Map<String, CommandSpec> commands) {
    public RunEnvironment {
        if (!services && !client.hasBroker()) {
            throw UserError.badInput("--no-services: expected --bootstrap-servers too, to say where the services are");
        }
    }

    Backend open() throws IOException {
        return services ? Pipeline.open(dataDirectory, client, store) : RemoteBackend.at(client, store);
    }

    /** Its name in messages. */
    String shown() {
        return client.hasBroker() ? client.bootstrapServers() : dataDirectory.toString();
    }

    /** With an embedded broker a process acts only for its own study; on a shared broker for all. */
    Predicate<String> scope(String study) {
        return client.hasBroker() ? any -> true : study::equals;
    }
}
