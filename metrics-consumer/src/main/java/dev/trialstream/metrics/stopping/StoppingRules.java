package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import java.util.Optional;
import java.util.ServiceLoader;

/** The stopping rules on the class path. */
public final class StoppingRules {
    private StoppingRules() {}

    /** @throws IllegalArgumentException where no rule on the class path knows these settings */
    public static StoppingRule of(StoppingSpec settings) {
        return ServiceLoader.load(StoppingRule.Maker.class, StoppingRules.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .map(maker -> maker.make(settings))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "stopping: no rule on the class path for " + settings + ", expected one that knows it"));
    }
}
