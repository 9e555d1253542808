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
 * Options of a worker.
 *
 * @param name unique in the pool; part of event ids
 * @param slots number of parallel jobs, one thread each
 * @param devices of its slots; their class also selects its queue of work
 * @param dataRoots folders with data; nothing outside them is read
 * @param store root of checkpoints and models, shared by all workers
 * @param scope studies whose jobs it takes; it ignores others
 * @param commands that it may run, by their names in studies
 */
public record WorkerOptions(
        String name,
        int slots,
        Devices devices,
        List<Path> dataRoots,
        Path store,
        Predicate<String> scope,
        Map<String, CommandSpec> commands) {

    /** A worker without commands. */
    public WorkerOptions(
            String name, int slots, Devices devices, List<Path> dataRoots, Path store, Predicate<String> scope) {
        this(name, slots, devices, dataRoots, store, scope, Map.of());
    }

    /** The device class, which also selects the queue of work. */
    public String device() {
        return devices.device();
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private static final Pattern FRESH = Pattern.compile("worker-[0-9a-f]{8}(-gpu)?");

    /** A unique worker name. */
    public static String freshName() {
        return "worker-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Whether {@link #freshName} made {@code name}, which no other worker has then. */
    static boolean isFresh(String name) {
        return FRESH.matcher(name).matches();
    }

    /** Whether {@code name} is valid for a worker; names are part of event ids. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public WorkerOptions {
        dataRoots = List.copyOf(dataRoots);
        commands = Map.copyOf(commands);
    }
}
