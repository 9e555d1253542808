package dev.trialstream.worker;

import dev.trialstream.worker.command.CommandSpec;
import dev.trialstream.worker.device.Devices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a worker works.
 *
 * @param name unique in the pool; part of event ids
 * @param slots jobs at once, a thread each
 * @param devices behind its slots; their class is also the queue it takes work from
 * @param dataRoots folders that data may lie in; nothing outside them is read
 * @param store root of checkpoints and models, shared by all workers
 * @param scope studies whose jobs it takes; others it lets pass
 * @param commands that it may run, by the names that studies call them by
 */
public record WorkerOptions(
        String name,
        int slots,
        Devices devices,
        List<Path> dataRoots,
        Path store,
        Predicate<String> scope,
        Map<String, CommandSpec> commands) {

    /** A worker that runs no commands. */
    public WorkerOptions(
            String name, int slots, Devices devices, List<Path> dataRoots, Path store, Predicate<String> scope) {
        this(name, slots, devices, dataRoots, store, scope, Map.of());
    }

    /** The class of device, which is also the queue it takes work from. */
    public String device() {
        return devices.device();
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** A name that no other worker has. */
    public static String freshName() {
        return "worker-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Whether a worker may be called so: names are part of event ids. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public WorkerOptions {
        dataRoots = List.copyOf(dataRoots);
        commands = Map.copyOf(commands);
    }
}
