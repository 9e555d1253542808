package dev.trialstream.worker.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command with a trial's values filled in.
 *
 * @param words the program and its arguments, passed unchanged
 * @param environment the complete environment
 */
public record Launch(List<String> words, Path directory, Map<String, String> environment) {
    /** Prefix of this project's variables. The worker's own ones, which include secrets, are not passed on. */
    public static final String OURS = "TRIALSTREAM_";

    /**
     * @param inherited the environment of the worker
     * @param devices variables that assign devices to the trial
     * @throws Template.MissingValue if {@code values} has none for a placeholder
     */
    static Launch of(CommandSpec spec, TrialValues values, Map<String, String> inherited, Map<String, String> devices) {
        List<String> words = new ArrayList<>();
        spec.run().stream()
                .filter(argument -> !argument.optional() || isWhole(argument, values))
                .forEach(argument -> argument.words().forEach(word -> words.add(word.filled(values::of))));
        Map<String, String> environment = new LinkedHashMap<>(inherited);
        environment.keySet().removeIf(name -> name.startsWith(OURS));
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
