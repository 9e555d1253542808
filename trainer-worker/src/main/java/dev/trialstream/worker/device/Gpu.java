package dev.trialstream.worker.device;

/**
 * A GPU of this machine.
 *
 * @param uuid by which CUDA finds it, whatever the other GPUs
 * @param memoryMib its total memory, in MiB
 */
public record Gpu(String uuid, String name, int memoryMib) {}
