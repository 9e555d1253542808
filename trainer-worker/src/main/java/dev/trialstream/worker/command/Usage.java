package dev.trialstream.worker.command;

/**
 * Resource usage of a command's processes so far.
 *
 * @param cpuSeconds total processor time
 * @param peakMemoryMb peak of their total resident memory, in megabytes; 0 if unknown
 */
record Usage(double cpuSeconds, double peakMemoryMb) {
    static final Usage NONE = new Usage(0, 0);

    /** Combines both: the usage of ended processes is kept. */
    Usage and(Usage later) {
        return new Usage(Math.max(cpuSeconds, later.cpuSeconds), Math.max(peakMemoryMb, later.peakMemoryMb));
    }
}
