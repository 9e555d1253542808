package dev.trialstream.worker.device;

import com.sun.management.OperatingSystemMXBean;
import dev.trialstream.protocol.kafka.TopicLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a worker's slots, all of one class.
 *
 * @param device the class
 * @param gpus that the slots share evenly; empty for CPUs
 * @param memoryMib memory of the smallest slot in MiB; null if unknown
 */
public record Devices(
        String device, List<Gpu> gpus, @Nullable Integer memoryMib) {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
    private static final long MIB = 1024L * 1024;

    public Devices {
        gpus = List.copyOf(gpus);
    }

    /** CPU cores; each slot has its share of the machine's memory. */
    public static Devices cpus(int slots) {
        long total = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        return new Devices(TopicLayout.CPU, List.of(), total == 0 ? null : (int) (total / MIB / slots));
    }

    /** GPUs; with more slots than GPUs, several slots share one GPU and its memory. */
    public static Devices gpus(List<Gpu> gpus, int slots) {
        int smallest = gpus.stream().mapToInt(Gpu::memoryMib).min().orElseThrow();
        int sharing = (slots + gpus.size() - 1) / gpus.size();
        return new Devices(TopicLayout.GPU, gpus, smallest / sharing);
    }

    /** Environment variables for a slot's processes, so that each sees only its own GPU. Slots count from 0. */
    public Map<String, String> environment(int slot) {
        return gpus.isEmpty()
                ? Map.of()
                : Map.of(VISIBLE, gpus.get(slot % gpus.size()).uuid());
    }
}
