package dev.trialstream.worker.command;

import dev.trialstream.protocol.service.InheritedEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command with a trial's values filled in.
 *
 * @param words the program and its arguments, passed unchanged
 * @param environment the complete environment
 */
public record Launch(List<String> words, Path directory, Map<String, String> environment) {
    /** Prefix of this project's variables. */
    public static final String OURS = "TRIALSTREAM_";

    /**
     * @param own the environment of the worker
     * @param devices variables that assign devices to the trial
     * @throws Template.MissingValue if {@code values} has none for a placeholder
     */
    static Launch of(CommandSpec spec, TrialValues values, Map<String, String> own, Map<String, String> devices) {
        List<String> words = new ArrayList<>();
        spec.run().stream()
                .filter(argument -> !argument.optional() || isWhole(argument, values))
                .forEach(argument -> argument.words().forEach(word -> words.add(word.filled(values::of))));
        Map<String, String> environment = InheritedEnvironment.of(own, spec.inherit());
        environment.putAll(devices);
        environment.putAll(values.environment());
        spec.environment().forEach((name, value) -> environment.put(name, value.filled(values::of)));
        return new Launch(List.copyOf(words), spec.directory(), environment);
    }

    private static boolean isWhole(Argument argument, TrialValues values) {
        return argument.words().stream()
                .flatMap(word -> word.places().stream())
                .allMatch(place -> values.of(place).isPresent());
    }
}
