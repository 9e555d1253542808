package dev.trialstream.worker.command;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks a worker's processes, so that the next worker on the machine can recognise and end those of a killed worker.
 */
final class Mark {
    private static final Logger LOG = LoggerFactory.getLogger(Mark.class);

    private Mark() {}

    /** A mark with the id of this process and its namespace of process ids. */
    static String fresh() {
        long pid = ProcessHandle.current().pid();
        return pid + "." + startOf(pid).orElse(0L) + "." + ProcFile.namespace() + "." + UUID.randomUUID();
    }

    /** Ends every marked process whose worker is gone. */
    static void endOrphans() {
        if (!ProcFile.areThere()) {
            return;
        }
        for (ProcFile file : ProcFile.all()) {
            if (file.variable(Processes.MARK).filter(Mark::isOrphaned).isPresent()) {
                LOG.info("ended process {}, which a worker has left behind", file.pid());
                ProcessHandle.of(file.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** In another namespace, such as a container's, the ids have another meaning, so nothing is known. */
    static boolean isOrphaned(String mark) {
        String[] parts = mark.split("\\.", 4);
        try {
            return parts.length == 4
                    && parts[2].equals(ProcFile.namespace())
                    && startOf(Long.parseLong(parts[0]))
                            .filter(start -> start == Long.parseLong(parts[1]))
                            .isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<Long> startOf(long pid) {
        return ProcFile.of(pid).filter(file -> !file.zombie()).map(ProcFile::started);
    }
}
