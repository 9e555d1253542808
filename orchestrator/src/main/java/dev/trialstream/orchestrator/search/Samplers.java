package dev.trialstream.orchestrator.search;

import dev.trialstream.protocol.study.InvalidStudy;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The samplers on the class path, by name. */
public final class Samplers {
    /** What {@code algorithm: auto} stands for. */
    public static final String AUTO = "tpe";

    private final Map<String, Sampler> byName;

    private Samplers(Map<String, Sampler> byName) {
        this.byName = byName;
    }

    public static Samplers onClassPath() {
        return new Samplers(ServiceLoader.load(Sampler.class, Samplers.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toMap(Sampler::name, sampler -> sampler, (first, second) -> first, TreeMap::new)));
    }

    /** @throws InvalidStudy where there is no such sampler */
    public Sampler named(String name) {
        Sampler sampler = byName.get(name);
        if (sampler == null) {
            throw new InvalidStudy(
                    "search.algorithm",
                    "no sampler " + name + ", expected one of auto, " + String.join(", ", byName.keySet()));
        }
        return sampler;
    }
}
