package dev.trialstream.worker.command;

/**
 * What the processes of a command have used so far.
 *
 * @param cpuSeconds of processor time, over all of them
 * @param peakMemoryMb megabytes resident at once, at most, over all of them; 0 where it is not known
 */
record Usage(double cpuSeconds, double peakMemoryMb) {
    static final Usage NONE = new Usage(0, 0);

    /** Both together: processes that have ended no longer count, what they used still does. */
    Usage and(Usage later) {
        return new Usage(Math.max(cpuSeconds, later.cpuSeconds), Math.max(peakMemoryMb, later.peakMemoryMb));
    }
}
