package dev.trialstream.cli.pipeline;

import dev.trialstream.worker.device.Devices;
import dev.trialstream.worker.device.Gpu;
import java.util.List;
import java.util.stream.Stream;

/**
 * One worker's share of this machine. Each device class has one worker.
 *
 * @param slots number of parallel jobs
 */
public record Share(int slots, Devices devices) {
    public static Share ofCpus(int slots) {
        return new Share(slots, Devices.cpus(slots));
    }

    public static Share ofGpus(List<Gpu> gpus, int slots) {
        return new Share(slots, Devices.gpus(gpus, slots));
    }

    /** As many CPU slots as {@code cores}, and one slot on each GPU. */
    public static List<Share> all(int cores, List<Gpu> gpus) {
        Stream<Share> ofGpus = gpus.isEmpty() ? Stream.empty() : Stream.of(ofGpus(gpus, gpus.size()));
        return Stream.concat(Stream.of(ofCpus(cores)), ofGpus).toList();
    }

    public boolean hasGpus() {
        return !devices.gpus().isEmpty();
    }
}
