package dev.trialstream.worker.device;

/**
 * A GPU of this machine.
 *
 * @param uuid by which CUDA finds it, whatever else is there
 * @param memoryMib all of its memory, in MiB
 */
public record Gpu(String uuid, String name, int memoryMib) {}
