package dev.trialstream.worker.isolation;

import dev.trialstream.worker.command.Launch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Java like the one that runs the worker: the same program, class path and properties, and a heap of its own.
 *
 * @param options beyond those that every child has
 */
public record ChildJava(List<String> options) {
    /** The variable of the worker that has more options for its children, such as {@code -Xmx2g}. */
    static final String OPTIONS = Launch.OURS + "ISOLATED_JAVA_OPTS";

    public ChildJava {
        options = List.copyOf(options);
    }

    /** As the Java that runs this is, with the heap that it has unless {@link #OPTIONS} says otherwise. */
    public static ChildJava ofThisOne() {
        List<String> options = new ArrayList<>();
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ChildJava::isPassedOn)
                .forEach(options::add);
        Stream.of(System.getenv().getOrDefault(OPTIONS, "").split("\\s+"))
                .filter(option -> !option.isEmpty())
                .forEach(options::add);
        return new ChildJava(options);
    }

    /** What two processes can both have; not ports, agents and files. */
    private static boolean isPassedOn(String option) {
        return option.startsWith("--")
                || option.startsWith("-Xmx")
                || option.startsWith("-XX:+Use")
                || (option.startsWith("-D") && !option.startsWith("-Dcom.sun.management"));
    }

    /**
     * In the directory of the worker, which relative paths are from.
     *
     * @param devices variables that say which devices are its own
     * @param crashes where it describes a crash of its own
     */
    Launch launch(Path crashes, Map<String, String> devices) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of(
                // a process of which a thread is gone would not end by itself
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=" + crashes,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        return new Launch(words, Path.of("").toAbsolutePath(), environment(devices));
    }

    /** Secrets of the worker stay with it. */
    private static Map<String, String> environment(Map<String, String> devices) {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith(Launch.OURS));
        environment.putAll(devices);
        return environment;
    }
}
