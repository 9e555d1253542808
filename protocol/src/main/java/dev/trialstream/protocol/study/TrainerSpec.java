package dev.trialstream.protocol.study;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trainer of a study.
 *
 * <ul>
 *   <li>{@code {type: network, model: mlp, engine: dl4j}}, or {@code cnn}, {@code rnn}: the network trainer, on an
 *       engine of the worker
 *   <li>{@code {type: dl4j, model: mlp}}: the same on the engine {@code dl4j}; the form of older studies and of
 *       studies without a trainer, because workers of every version read it
 *   <li>{@code {type: command, name: NAME}}: a command of this name in the workers' configuration
 *   <li>{@code {type: replay, curves: FILE, speed: 100}}: recorded learning curves are played
 *   <li>{@code {type: own, name: NAME}}: a class on the class path of the workers
 *   <li>{@code {type: external, lease: 30s}}: clients that ask for trials over HTTP
 * </ul>
 *
 * @param model what kind of network; null where the trainer decides
 * @param engine that trains networks; null: the first of the worker's that supports the plan
 * @param lease how long a trial stays with someone over HTTP who says nothing; null for workers of this installation,
 *     which have {@link dev.trialstream.protocol.kafka.Lease}
 * @param name of the command, or of one's own trainer; otherwise null
 * @param curves the file of recorded curves, relative to the workers' data roots; otherwise null
 * @param speed how many times as fast as recorded, 0: at once; null where nothing is replayed
 */
public record TrainerSpec(
        String type,
        @Nullable String model,
        @Nullable String engine,
        @Nullable Duration lease,
        @Nullable String name,
        @Nullable String curves,
        @Nullable Double speed) {
    public static final String NETWORK = "network";
    public static final String DL4J = "dl4j";
    public static final String COMMAND = "command";
    public static final String REPLAY = "replay";
    public static final String OWN = "own";
    public static final String EXTERNAL = "external";

    /** Pseudo-name of an engine: the first one that supports the plan. */
    static final String AUTO = "auto";

    /** The default trainer. */
    public static final TrainerSpec MLP = dl4j("mlp");

    /** The network trainer, with a {@code model} of {@link dev.trialstream.protocol.knob.Hyperparameters#MODELS}. */
    public static TrainerSpec network(String model) {
        return network(model, null);
    }

    /** @param engine null: the first one that supports the plan */
    public static TrainerSpec network(String model, @Nullable String engine) {
        return new TrainerSpec(NETWORK, model, engine, null, null, null, null);
    }

    static TrainerSpec dl4j(String model) {
        return new TrainerSpec(DL4J, model, null, null, null, null, null);
    }

    /** @throws IllegalStateException if the trainer itself decides the kind of network */
    public String requireModel() {
        if (model == null) {
            throw new IllegalStateException("trainer " + type + " has no model");
        }
        return model;
    }

    /** Default lease of trials handed out over HTTP. */
    public static final Duration HTTP_LEASE = Duration.ofSeconds(30);

    /** Clients that ask for trials train them. */
    public static TrainerSpec external(Duration lease) {
        return new TrainerSpec(EXTERNAL, null, null, lease, null, null, null);
    }

    /** A command of the workers' configuration trains the trials. */
    public static TrainerSpec command(String name) {
        return new TrainerSpec(COMMAND, null, null, null, name, null, null);
    }

    /** A class on the workers' class path trains the trials. */
    public static TrainerSpec own(String name) {
        return new TrainerSpec(OWN, null, null, null, name, null, null);
    }

    /** Trials play recorded curves, {@code speed} times as fast; 0: at once. */
    public static TrainerSpec replay(String curves, double speed) {
        return new TrainerSpec(REPLAY, null, null, null, null, curves, speed);
    }

    /** The same trainer with its curves in another place. */
    public TrainerSpec withCurves(String path) {
        return new TrainerSpec(type, model, engine, lease, name, path, speed);
    }

    /** Whether clients ask for its trials; otherwise they are dispatched to workers. */
    public boolean asked() {
        return type.equals(EXTERNAL);
    }

    /** Whether it trains networks from a plan with an engine. Of every other trainer only the reports are known. */
    public boolean trainsNetworks() {
        return type.equals(NETWORK) || type.equals(DL4J);
    }

    /** The engine named by a study; empty: the first one that supports the plan, or no engine at all. */
    public Optional<String> namedEngine() {
        return type.equals(DL4J)
                ? Optional.of(DL4J)
                : Optional.ofNullable(engine).filter(name -> !name.equals(AUTO));
    }

    /** Whether it needs data, which a worker profiles before the study is accepted. */
    public boolean profilesData() {
        return trainsNetworks();
    }

    /**
     * Whether its parameters are those of {@link dev.trialstream.protocol.knob.Hyperparameters}; otherwise parameters
     * may have any name.
     */
    public boolean hasKnobs() {
        return trainsNetworks();
    }

    /** Whether it can train a trial with several seeds. */
    public boolean repeatsTrials() {
        return trainsNetworks();
    }

    /** Whether the winner is confirmed by default. */
    public boolean confirmsByDefault() {
        return trainsNetworks();
    }

    /** Whether the winner is refitted and delivered as a model; otherwise the result is its checkpoint. */
    public boolean deliversModel() {
        return trainsNetworks();
    }

    /** Whether its checkpoints contain a checksum. */
    public boolean sealsCheckpoints() {
        return trainsNetworks();
    }

    /** The worker's name for this trainer. */
    public String trainer() {
        if (trainsNetworks()) {
            return NETWORK;
        }
        return type.equals(OWN) && name != null ? name : type;
    }
}
