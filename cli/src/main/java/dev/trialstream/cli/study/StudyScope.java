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

/** Common options of commands on studies: the broker, and the output format. */
public final class StudyScope {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print exactly one JSON object or array instead.")
    boolean json;

    /** @throws dev.trialstream.cli.UserError if the broker does not answer or refuses */
    public <T> T on(Function<ClientSettings, T> work) {
        ClientSettings settings = client.provisioned();
        try {
            return work.apply(settings);
        } catch (KafkaException e) {
            throw BrokerRefusal.of(settings, e);
        }
    }

    /** Prints an answer as JSON, or else with {@code text}. */
    public <T> void print(PrintStream out, T answer, Consumer<T> text) {
        if (json) {
            out.println(Json.json().writeValueAsString(answer));
        } else {
            text.accept(answer);
        }
    }

    /** The broker's name in errors. */
    public String shown() {
        return client.given().bootstrapServers();
    }
}
