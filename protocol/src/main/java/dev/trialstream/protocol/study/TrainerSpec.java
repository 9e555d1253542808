package dev.trialstream.protocol.study;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who trains.
 *
 * <ul>
 *   <li>{@code {type: dl4j, model: mlp}}, or {@code cnn}, {@code rnn}: the network trainer of this installation, the only one that knows the data
 *   <li>{@code {type: command, name: NAME}}: a command that the configuration of the workers has under this name
 *   <li>{@code {type: replay, curves: FILE, speed: 100}}: recorded learning curves are played
 *   <li>{@code {type: own, name: NAME}}: a class on the class path of the workers
 *   <li>{@code {type: external, lease: 30s}}: whoever asks for trials over HTTP
 * </ul>
 *
 * @param model what kind of network; null where the trainer decides
 * @param lease how long a trial stays with someone over HTTP who says nothing; null for workers of this installation,
 *     which have {@link dev.trialstream.protocol.kafka.Lease}
 * @param name of the command, or of one's own trainer; otherwise null
 * @param curves the file of recorded curves, relative to the workers' data roots; otherwise null
 * @param speed how many times as fast as recorded, 0: at once; null where nothing is replayed
 */
public record TrainerSpec(
        String type,
        @Nullable String model,
        @Nullable Duration lease,
        @Nullable String name,
        @Nullable String curves,
        @Nullable Double speed) {
    public static final String DL4J = "dl4j";
    public static final String COMMAND = "command";
    public static final String REPLAY = "replay";
    public static final String OWN = "own";
    public static final String EXTERNAL = "external";

    /** Every type there is. */
    static final Set<String> TYPES = Set.of(DL4J, COMMAND, REPLAY, OWN, EXTERNAL);

    public static final TrainerSpec MLP = new TrainerSpec(DL4J, "mlp", null, null, null, null);

    /** The network trainer of this installation, with a {@code model} of {@link dev.trialstream.protocol.knob.Knobs#MODELS}. */
    public static TrainerSpec network(String model) {
        return new TrainerSpec(DL4J, model, null, null, null, null);
    }

    /** @throws IllegalStateException where the trainer decides what kind of network it trains */
    public String requireModel() {
        if (model == null) {
            throw new IllegalStateException("trainer " + type + " has no model");
        }
        return model;
    }

    /** Of trials that are handed out over HTTP, where a study does not say. */
    public static final Duration HTTP_LEASE = Duration.ofSeconds(30);

    /** Trials are trained by whoever asks for them. */
    public static TrainerSpec external(Duration lease) {
        return new TrainerSpec(EXTERNAL, null, lease, null, null, null);
    }

    /** Trials are trained by a command of the workers' configuration. */
    public static TrainerSpec command(String name) {
        return new TrainerSpec(COMMAND, null, null, name, null, null);
    }

    /** Trials are trained by a class on the workers' class path. */
    public static TrainerSpec own(String name) {
        return new TrainerSpec(OWN, null, null, name, null, null);
    }

    /** Trials play recorded curves, {@code speed} times as fast; 0: at once. */
    public static TrainerSpec replay(String curves, double speed) {
        return new TrainerSpec(REPLAY, null, null, null, curves, speed);
    }

    /** The same trainer with its curves in another place. */
    public TrainerSpec withCurves(String path) {
        return new TrainerSpec(type, model, lease, name, path, speed);
    }

    /** Whether trials wait to be asked for; otherwise they are dispatched to workers. */
    public boolean asked() {
        return type.equals(EXTERNAL);
    }

    /**
     * Whether it is the network trainer of this installation: the data are profiled before the study is accepted, the
     * parameters are known, the winner is confirmed without being told to, and its model is delivered. Of every other
     * trainer nothing is known but what it reports.
     */
    public boolean builtIn() {
        return type.equals(DL4J);
    }

    /** What the worker that trains calls it. */
    public String trainer() {
        return type.equals(OWN) && name != null ? name : type;
    }
}
