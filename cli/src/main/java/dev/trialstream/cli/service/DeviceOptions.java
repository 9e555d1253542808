package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Share;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.worker.device.Gpu;
import dev.trialstream.worker.device.NvidiaSmi;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The devices of a process's workers. */
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "cpu|gpu",
            description = "Work to take (default: for CPUs, and for GPUs too where nvidia-smi finds some).")
    @Nullable
    String device;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Trials at once (default: the cores of this machine; with --device gpu, one on each GPU).")
    @Nullable
    Integer slots;

    /** @throws UserError if a worker could not run with these options */
    void check() {
        if (slots != null && slots < 1) {
            throw UserError.badInput("--slots: expected a whole number of at least 1, got " + slots);
        }
        if (device != null && !TopicLayout.DEVICES.contains(device)) {
            throw UserError.badInput(
                    "--device: expected one of " + String.join(", ", TopicLayout.DEVICES) + ", got " + device);
        }
    }

    /** One share for each class of device. */
    List<Share> shares() {
        return shares(TopicLayout.CPU.equals(device) ? List.of() : NvidiaSmi.gpus());
    }

    List<Share> shares(List<Gpu> gpus) {
        int cores = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
        if (device == null) {
            return Share.all(cores, gpus);
        } else if (device.equals(TopicLayout.CPU)) {
            return List.of(Share.ofCpus(cores));
        } else if (gpus.isEmpty()) {
            throw UserError.badInput("--device gpu: nvidia-smi finds no GPU on this machine; expected its driver to be"
                    + " installed, or --device cpu");
        }
        return List.of(Share.ofGpus(gpus, slots == null ? gpus.size() : slots));
    }
}
