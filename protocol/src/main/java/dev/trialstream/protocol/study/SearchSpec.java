package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Settings;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which sampler proposes, and its settings. What the settings mean is the sampler's own business: a process that does not
 * have the sampler passes them on.
 *
 * @param algorithm the sampler's name, or {@code auto}
 * @param seed the root of every seed of the study's search and training
 * @param settings of the sampler, without name and seed
 */
public record SearchSpec(String algorithm, long seed, Settings settings) {
    public static final String AUTO = "auto";
    private static final String ALGORITHM = "algorithm";
    private static final String SEED = "seed";

    /** A sampler with its own defaults. */
    public SearchSpec(String algorithm, long seed) {
        this(algorithm, seed, Settings.none());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SearchSpec of(ObjectNode flat) {
        ObjectNode settings = flat.deepCopy();
        String algorithm = settings.path(ALGORITHM).asString(AUTO);
        long seed = settings.path(SEED).asLong(0);
        settings.remove(ALGORITHM);
        settings.remove(SEED);
        return new SearchSpec(algorithm, seed, Settings.of(settings));
    }

    /** With {@code auto} replaced by the sampler that it stands for. */
    public SearchSpec named(String auto) {
        return algorithm.equals(AUTO) ? new SearchSpec(auto, seed, settings) : this;
    }

    /** All of it side by side, as study files have it. */
    @JsonValue
    public ObjectNode json() {
        ObjectNode flat =
                Json.json().createObjectNode().put(ALGORITHM, algorithm).put(SEED, seed);
        flat.setAll(settings.json());
        return flat;
    }
}
