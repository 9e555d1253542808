package dev.trialstream.cli.study;

import dev.trialstream.cli.pipeline.BrokerRefusal;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command on studies takes: which broker they are on, and how it is to answer. */
public final class StudyScope {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print exactly one JSON object or array instead.")
    boolean json;

    /** @throws dev.trialstream.cli.UserError where the broker does not answer or refuses what is asked of it */
    public <T> T on(Function<ClientSettings, T> work) {
        ClientSettings settings = client.provisioned();
        try {
            return work.apply(settings);
        } catch (KafkaException e) {
            throw BrokerRefusal.of(settings, e);
        }
    }

    /** Prints an answer as JSON, or else as {@code text} has it. */
    public <T> void print(PrintStream out, T answer, Consumer<T> text) {
        if (json) {
            out.println(Json.json().writeValueAsString(answer));
        } else {
            text.accept(answer);
        }
    }

    /** Where the studies are, as errors name it. */
    public String shown() {
        return client.given().bootstrapServers();
    }
}
