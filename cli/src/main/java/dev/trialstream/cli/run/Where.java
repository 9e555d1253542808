package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.cli.pipeline.Elsewhere;
import dev.trialstream.cli.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a study is to run.
 *
 * @param bootstrapServers of the user's broker; null: an embedded one
 * @param services whether this process runs the services too
 */
public record Where(Path dataDirectory, @Nullable String bootstrapServers, boolean services) {
    public Where {
        if (!services && bootstrapServers == null) {
            throw UserError.badInput("--no-services: expected --bootstrap-servers too, to say where the services are");
        }
    }

    Backend open() throws IOException {
        return services || bootstrapServers == null
                ? Pipeline.open(dataDirectory, bootstrapServers)
                : Elsewhere.at(bootstrapServers, dataDirectory.resolve("store"));
    }

    /** As messages name it. */
    String shown() {
        return bootstrapServers == null ? dataDirectory.toString() : bootstrapServers;
    }

    /** On a broker of its own a process acts for its own study alone; on a shared one for all. */
    Predicate<String> scope(String study) {
        return bootstrapServers == null ? study::equals : any -> true;
    }
}
