package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.RealNumber;
import dev.trialstream.protocol.study.key.Text;
import dev.trialstream.protocol.study.key.TimeSpan;
import dev.trialstream.protocol.study.key.WordOr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code trainer}. */
final class TrainerReader {
    private static final Key<String> MODEL = Key.choice("model", Hyperparameters.MODELS)
            .otherwise("mlp")
            .help("What kind of network: a multi-layer perceptron, a convolutional or a recurrent network.");
    private static final Key<String> ENGINE = name("engine", "the name of an engine of the workers, or auto")
            .otherwise(TrainerSpec.AUTO)
            .help("Name of the engine. auto: the first engine of the worker that supports the network.");
    private static final Key<String> COMMAND = name("name", "the name of a command of the workers")
            .needed()
            .help("What the workers' configuration calls it.");
    private static final Key<String> OWN = name("name", "what your trainer calls itself")
            .needed()
            .help("What the trainer calls itself; none of the types.");
    private static final Key<String> CURVES = Key.path("curves", "the path of a CSV file of recorded curves")
            .needed()
            .help("Path of a CSV file of recorded curves, found as data are.");
    private static final Key<Double> SPEED = Key.of(
                    "speed",
                    new WordOr<>(
                            Map.of("max", 0.0),
                            new RealNumber(Interval.between(0, Interval.LARGEST), ""),
                            "how many times as fast as recorded, at least 0, or max"))
            .otherwise(0.0)
            .help("How many times as fast as recorded; 0 or max: at once.");
    private static final Key<Duration> LEASE = Key.of(
                    "lease", new TimeSpan(Duration.ofSeconds(1), Duration.ofHours(24)))
            .otherwise(TrainerSpec.HTTP_LEASE)
            .help("How long a trial stays with someone who says nothing, from 1s to 24h.");

    /** The keys of each type, besides {@code type} itself. */
    static final Map<String, List<Key<?>>> TYPES = types();

    private TrainerReader() {}

    /** @param fields null if the study names no trainer */
    static TrainerSpec trainer(@Nullable Fields fields) {
        if (fields == null) {
            return TrainerSpec.MLP;
        }
        String type = fields.get(Key.choice("type", List.copyOf(TYPES.keySet())));
        TrainerSpec trainer = switch (type) {
            case TrainerSpec.COMMAND -> TrainerSpec.command(fields.get(COMMAND));
            case TrainerSpec.OWN -> own(fields);
            case TrainerSpec.REPLAY -> TrainerSpec.replay(fields.get(CURVES), fields.get(SPEED));
            case TrainerSpec.EXTERNAL -> TrainerSpec.external(fields.get(LEASE));
            case TrainerSpec.DL4J -> TrainerSpec.dl4j(fields.get(MODEL));
            default -> TrainerSpec.network(fields.get(MODEL), engine(fields.get(ENGINE)));
        };
        fields.nothingElse();
        return trainer;
    }

    private static Map<String, List<Key<?>>> types() {
        Map<String, List<Key<?>>> types = new LinkedHashMap<>();
        types.put(TrainerSpec.NETWORK, List.of(MODEL, ENGINE));
        types.put(TrainerSpec.DL4J, List.of(MODEL));
        types.put(TrainerSpec.COMMAND, List.of(COMMAND));
        types.put(TrainerSpec.REPLAY, List.of(CURVES, SPEED));
        types.put(TrainerSpec.OWN, List.of(OWN));
        types.put(TrainerSpec.EXTERNAL, List.of(LEASE));
        return types;
    }

    private static Key<String> name(String name, String expected) {
        return Key.of(name, new Text(63, expected + ": " + Ids.STUDIES, Ids.STUDY_PATTERN));
    }

    /** Checks only the form of the name: only workers know the installed engines. */
    private static @Nullable String engine(String engine) {
        return engine.equals(TrainerSpec.AUTO) ? null : engine;
    }

    private static TrainerSpec own(Fields fields) {
        String name = fields.get(OWN);
        if (TYPES.containsKey(name)) {
            throw new InvalidStudy(
                    fields.pathOf("name"),
                    "expected what your trainer calls itself, got " + name + ", which is a type");
        }
        return TrainerSpec.own(name);
    }
}
