package dev.trialstream.cli;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;

/**
 * One broker for all tests of this JVM that need any broker, started on first use. Tests are isolated by their own
 * topics, or by the ids of their studies in the standard topics; studies that a test leaves there have ended. A test
 * that needs a broker without history starts its own.
 */
public final class SharedBroker {
    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();
    private static final AtomicInteger STUDIES = new AtomicInteger();

    private SharedBroker() {}

    public static ClientSettings settings() {
        return ClientSettings.of(bootstrapServers());
    }

    public static String bootstrapServers() {
        return Started.BROKER.bootstrapServers();
    }

    /** Topics, and so groups and transactional ids, that no other test uses. */
    public static Topics topics() {
        return new Topics("test-" + INSTALLATIONS.incrementAndGet() + ".");
    }

    /** An id for a study that no other test uses, nor a second try of the same one. */
    public static String study(String name) {
        return name + "-" + STUDIES.incrementAndGet();
    }

    /** Loaded with the first use. */
    private static final class Started {
        static final EmbeddedBroker BROKER = start();

        private static EmbeddedBroker start() {
            try {
                Path folder = Files.createTempDirectory("trialstream-shared-broker-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, folder), "shared-broker-end"));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(EmbeddedBroker broker, Path folder) {
            broker.close();
            try {
                Utils.delete(folder.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
