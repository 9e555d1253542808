package dev.trialstream.worker.train;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The trainers of this installation. */
public final class Trainers {
    private Trainers() {}

    /** Those on the class path by their types, one's own among them. */
    public static Map<String, Trainer> onClassPath() {
        return ServiceLoader.load(Trainer.class, Trainers.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(Trainer::type, trainer -> trainer));
    }
}
