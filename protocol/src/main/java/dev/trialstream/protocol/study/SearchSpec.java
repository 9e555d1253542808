package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Settings;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sampler and its settings. Only the sampler interprets the settings; a process without that sampler passes them
 * on.
 *
 * @param algorithm the sampler's name, or {@code auto}
 * @param seed the root of every seed of the study's search and training
 * @param settings of the sampler, without name and seed
 */
public record SearchSpec(String algorithm, long seed, Settings settings) {
    public static final String AUTO = "auto";
    private static final String ALGORITHM = "algorithm";
    private static final String SEED = "seed";

    /** A sampler with its default settings. */
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

    /** With {@code auto} replaced by the name of the default sampler. */
    public SearchSpec named(String auto) {
        return algorithm.equals(AUTO) ? new SearchSpec(auto, seed, settings) : this;
    }

    /** All of it as one flat object, as in study files. */
    @JsonValue
    public ObjectNode json() {
        ObjectNode flat =
                Json.json().createObjectNode().put(ALGORITHM, algorithm).put(SEED, seed);
        flat.setAll(settings.json());
        return flat;
    }
}
