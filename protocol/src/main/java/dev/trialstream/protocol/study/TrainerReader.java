package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.knob.Knobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code trainer}. */
final class TrainerReader {
    private static final Duration LONGEST_LEASE = Duration.ofHours(24);
    private static final List<String> TYPES = List.of(
            TrainerSpec.NETWORK,
            TrainerSpec.DL4J,
            TrainerSpec.COMMAND,
            TrainerSpec.REPLAY,
            TrainerSpec.OWN,
            TrainerSpec.EXTERNAL);
    private static final String ENGINE = "the name of an engine of the workers, or auto";
    private static final String SPEED = "how many times as fast as recorded, at least 0, or max";

    private TrainerReader() {}

    /** @param fields null: nothing is said */
    static TrainerSpec trainer(@Nullable Fields fields) {
        if (fields == null) {
            return TrainerSpec.MLP;
        }
        TrainerSpec trainer = switch (fields.oneOf("type", null, TYPES)) {
            case TrainerSpec.COMMAND -> TrainerSpec.command(name(fields, "the name of a command of the workers"));
            case TrainerSpec.OWN -> own(fields);
            case TrainerSpec.REPLAY ->
                TrainerSpec.replay(fields.text("curves", "the path of a CSV file of recorded curves"), speed(fields));
            case TrainerSpec.EXTERNAL -> TrainerSpec.external(lease(fields));
            case TrainerSpec.DL4J -> TrainerSpec.dl4j(model(fields));
            default -> TrainerSpec.network(model(fields), engine(fields));
        };
        fields.nothingElse();
        return trainer;
    }

    private static String model(Fields fields) {
        return fields.oneOf("model", "mlp", Knobs.MODELS);
    }

    /** Which engines there are, only workers know. */
    private static @Nullable String engine(Fields fields) {
        String engine = fields.textOrNull("engine", ENGINE);
        if (engine == null || engine.equals(TrainerSpec.AUTO)) {
            return null;
        }
        return checked(fields, "engine", engine);
    }

    private static TrainerSpec own(Fields fields) {
        String name = name(fields, "what your trainer calls itself");
        if (TrainerSpec.TYPES.contains(name)) {
            throw new InvalidStudy(
                    fields.pathOf("name"),
                    "expected what your trainer calls itself, got " + name + ", which is a type");
        }
        return TrainerSpec.own(name);
    }

    private static String name(Fields fields, String expected) {
        return checked(fields, "name", fields.text("name", expected));
    }

    private static String checked(Fields fields, String field, String name) {
        if (!Ids.isStudy(name)) {
            throw new InvalidStudy(
                    fields.pathOf(field), "expected lower-case letters, digits and hyphens, 63 at most, got " + name);
        }
        return name;
    }

    private static double speed(Fields fields) {
        JsonNode value = fields.optional("speed");
        if (value == null || (value.isString() && value.stringValue().equals("max"))) {
            return 0;
        }
        double speed = fields.number("speed", SPEED);
        if (speed < 0) {
            throw new InvalidStudy(fields.pathOf("speed"), "expected " + SPEED + ", got " + speed);
        }
        return speed;
    }

    private static Duration lease(Fields fields) {
        Duration lease = Optional.ofNullable(fields.durationOrNull("lease")).orElse(TrainerSpec.HTTP_LEASE);
        if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new InvalidStudy(fields.pathOf("lease"), "expected from 1s to 24h, got " + lease.toMillis() + "ms");
        }
        return lease;
    }
}
