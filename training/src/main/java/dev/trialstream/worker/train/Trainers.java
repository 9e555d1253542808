package dev.trialstream.worker.train;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The trainers of this installation. */
public final class Trainers {
    private Trainers() {}

    /** The trainers on the class path by type, including the user's own. */
    public static Map<String, Trainer> onClassPath() {
        return ServiceLoader.load(Trainer.class, Trainers.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(Trainer::type, trainer -> trainer));
    }
}
