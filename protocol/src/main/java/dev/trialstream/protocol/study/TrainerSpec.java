package dev.trialstream.protocol.study;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who trains: workers of this installation, {@code {type: dl4j, model: mlp}}, or whoever asks for trials over HTTP,
 * {@code {type: external, lease: 30s}}.
 *
 * @param model what kind; null where whoever asks decides
 * @param lease how long a trial stays with someone over HTTP who says nothing; null for workers of this installation,
 *     which have {@link dev.trialstream.protocol.kafka.Lease}
 */
public record TrainerSpec(
        String type, @Nullable String model, @Nullable Duration lease) {
    private static final String EXTERNAL = "external";

    public static final TrainerSpec MLP = new TrainerSpec("dl4j", "mlp", null);

    /** Of trials that are handed out over HTTP, where a study does not say. */
    public static final Duration HTTP_LEASE = Duration.ofSeconds(30);

    /** Trials are trained by whoever asks for them. */
    public static TrainerSpec external(Duration lease) {
        return new TrainerSpec(EXTERNAL, null, lease);
    }

    /** Whether trials wait to be asked for; otherwise they are dispatched to workers. */
    public boolean asked() {
        return type.equals(EXTERNAL);
    }
}
