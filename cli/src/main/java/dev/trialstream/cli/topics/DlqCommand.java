package dev.trialstream.cli.topics;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.ClientOptions;
import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream dlq list | show | replay}: records that could not be read or were not valid. */
@Command(
        name = "dlq",
        description = "Lists, shows or publishes again what could not be read or was not valid.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | show | replay)")
public final class DlqCommand {
    private final Streams streams;

    public DlqCommand(Streams streams) {
        this.streams = streams;
    }

    @Command(
            name = "list",
            description = "Prints a line for each: its number, where and when it came in, and the reason.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ClientOptions client,
            @Option(names = "--json", description = "Print one JSON array instead.") boolean json) {
        // converted to lines at once, because letters are large and may be many
        List<Object> described = new ArrayList<>();
        long[] count = new long[1];
        scan(client.broker(), letter -> {
            count[0]++;
            if (json) {
                described.add(described(letter));
            } else {
                streams.out()
                        .printf("%d  %s  %s  %s%n", letter.offset(), time(letter), origin(letter), letter.reason());
            }
        });
        if (json) {
            streams.out().println(Json.json().writeValueAsString(described));
        } else if (count[0] == 0) {
            streams.out().println("no dead letters");
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "Prints where it came from, why it is here, its headers and the whole value.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ClientOptions client,
            @Parameters(paramLabel = "NUMBER", description = "As list says.") long number) {
        DeadLetter letter = letter(client.broker(), number);
        streams.out().println("origin  " + origin(letter));
        streams.out().println("time    " + time(letter));
        streams.out().println("reason  " + letter.reason());
        letter.cutFrom()
                .ifPresent(size ->
                        streams.out().println("cut     the value had " + size + " bytes; this is its beginning"));
        streams.out().println("key     " + text(letter.letter().key()));
        for (Header header : letter.original().headers()) {
            streams.out().println("header  " + header.key() + ": " + text(header.value()));
        }
        streams.out().println();
        streams.out().println(text(letter.letter().value()));
        return 0;
    }

    @Command(
            name = "replay",
            description = "Publishes its key, value and headers again to the topic that it came from.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin ClientOptions client,
            @Parameters(paramLabel = "NUMBER", description = "As list says.") long number) {
        ClientSettings settings = client.broker();
        DeadLetter letter = letter(settings, number);
        if (letter.topic().isEmpty()) {
            throw UserError.failure("dead letter " + number + ": it does not say where it came from; see dlq show");
        }
        letter.cutFrom().ifPresent(size -> {
            throw UserError.failure("dead letter " + number + ": it was too large to be kept whole (" + size
                    + " bytes); publish it again from where it came");
        });
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("dlq-replay"))) {
            producer.send(letter.again()).get();
        } catch (ExecutionException e) {
            throw UserError.failure("dead letter " + number + ": could not be published to " + letter.topic() + ": "
                    + e.getCause() + "; it is still here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failure("dead letter " + number + ": interrupted; look whether it was published");
        }
        streams.out().println("published to " + letter.topic());
        return 0;
    }

    private static DeadLetter letter(ClientSettings settings, long number) {
        return reading(() -> TopicScan.at(settings, Topics.STANDARD.deadLetters(), number))
                .map(DeadLetter::read)
                .orElseThrow(() -> UserError.badInput(
                        "dead letter " + number + ": there is none of this number; see trialstream dlq list"));
    }

    private static void scan(ClientSettings settings, Consumer<DeadLetter> visitor) {
        reading(() -> {
            TopicScan.of(settings, Topics.STANDARD.deadLetters(), record -> visitor.accept(DeadLetter.read(record)));
            return visitor;
        });
    }

    private static <T> T reading(Supplier<T> letters) {
        try {
            return letters.get();
        } catch (KafkaException e) {
            throw UserError.failure("topic " + Topics.STANDARD.deadLetters() + ": could not be read: " + e.getMessage()
                    + "; check --bootstrap-servers and that it may be read");
        }
    }

    private static Map<String, Object> described(DeadLetter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", letter.offset());
        fields.put("topic", letter.topic());
        fields.put("partition", letter.partition());
        fields.put("offset", letter.position());
        fields.put("time", time(letter).toString());
        fields.put("reason", letter.reason());
        return fields;
    }

    private static Instant time(DeadLetter letter) {
        return Instant.ofEpochMilli(letter.letter().timestamp());
    }

    private static String origin(DeadLetter letter) {
        return letter.topic().isEmpty()
                ? "unknown"
                : letter.topic() + "-" + letter.partition() + "@" + letter.position();
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
    }
}
