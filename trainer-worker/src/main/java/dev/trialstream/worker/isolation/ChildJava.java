package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.service.InheritedEnvironment;
import dev.trialstream.worker.command.Launch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Java process like the worker's: the same program, class path and properties, with its own heap.
 *
 * @param options besides those of every child
 */
public record ChildJava(List<String> options) {
    /** The worker's variable with more options for its children, such as {@code -Xmx2g}. */
    static final String OPTIONS = Launch.OURS + "ISOLATED_JAVA_OPTS";

    public ChildJava {
        options = List.copyOf(options);
    }

    /** Like the running Java, with the same maximum heap unless {@link #OPTIONS} sets another. */
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

    /** Options that two processes can share; not ports, agents and files. */
    private static boolean isPassedOn(String option) {
        return option.startsWith("--")
                || option.startsWith("-Xmx")
                || option.startsWith("-XX:+Use")
                || (option.startsWith("-D") && !option.startsWith("-Dcom.sun.management"));
    }

    /**
     * Runs in the directory of the worker, so that relative paths are the same.
     *
     * @param devices variables that assign its devices
     * @param crashes file for the description of a crash
     */
    Launch launch(Path crashes, Map<String, String> devices) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of(
                // a process that has lost a thread would not end by itself
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=" + crashes,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        return new Launch(words, Path.of("").toAbsolutePath(), environment(devices));
    }

    private static Map<String, String> environment(Map<String, String> devices) {
        Map<String, String> environment = InheritedEnvironment.of(System.getenv(), List.of());
        environment.putAll(devices);
        return environment;
    }
}
