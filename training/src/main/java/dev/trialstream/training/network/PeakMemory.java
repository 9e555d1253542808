package dev.trialstream.training.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Peak memory of this process, from Linux. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmHWM:";

    private PeakMemory() {}

    /** In bytes, resident; 0 if the system does not report it. */
    static long ofProcess() {
        try {
            return Files.isReadable(STATUS) ? of(Files.readString(STATUS)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** @param status the text of {@code /proc/PID/status} */
    static long of(String status) {
        return status.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .findFirst()
                .orElse(0);
    }
}
