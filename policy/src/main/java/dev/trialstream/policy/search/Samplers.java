package dev.trialstream.policy.search;

import dev.trialstream.protocol.Providers;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StudyKeys;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The samplers on the class path, by name. */
public final class Samplers {
    /** The sampler behind {@code algorithm: auto}. */
    public static final String AUTO = "tpe";

    private static final String ALGORITHM = "algorithm";

    private final Map<String, Sampler> byName;

    private Samplers(Map<String, Sampler> byName) {
        this.byName = byName;
    }

    /** @throws Providers.Broken if two samplers have the same name, or one cannot be created */
    public static Samplers onClassPath() {
        Map<String, Sampler> byName = new LinkedHashMap<>();
        for (Sampler sampler : Providers.of(Sampler.class)) {
            Sampler other = byName.putIfAbsent(sampler.name(), sampler);
            if (other != null || sampler.name().equals(SearchSpec.AUTO)) {
                throw new Providers.Broken(sampler.getClass().getName() + ": the name of a sampler, " + sampler.name()
                        + ", is taken; rename it");
            }
        }
        return new Samplers(byName);
    }

    /** All samplers; those of this project first. */
    public Collection<Sampler> all() {
        return byName.values();
    }

    /** @throws InvalidStudy if there is no such sampler */
    public Sampler named(String name) {
        Sampler sampler = byName.get(name);
        if (sampler == null) {
            throw new InvalidStudy(
                    "search.algorithm",
                    "no sampler " + name + ", expected one of auto, " + String.join(", ", byName.keySet()));
        }
        return sampler;
    }

    /**
     * Reads {@code search} strictly, and fills in defaults. {@code auto} stays unchanged: it is resolved when the study
     * is accepted, and has no settings.
     *
     * @param fields null if the study has none
     * @throws InvalidStudy if there is no such sampler or setting
     */
    public SearchSpec read(@Nullable Fields fields) {
        if (fields == null) {
            return new SearchSpec(SearchSpec.AUTO, StudyKeys.SEED.requireOtherwise());
        }
        List<String> names = new ArrayList<>(List.of(SearchSpec.AUTO));
        names.addAll(byName.keySet());
        String algorithm = fields.oneOf(ALGORITHM, SearchSpec.AUTO, names);
        long seed = fields.get(StudyKeys.SEED);
        Settings settings = Settings.none();
        Sampler sampler = byName.get(algorithm);
        for (Key<?> key : sampler == null ? List.<Key<?>>of() : sampler.keys()) {
            settings = fields.into(settings, key);
        }
        fields.nothingElse();
        if (sampler != null) {
            try {
                sampler.check(settings);
            } catch (InvalidStudy e) {
                throw e.within(fields.path());
            }
        }
        return new SearchSpec(algorithm, seed, settings);
    }
}
