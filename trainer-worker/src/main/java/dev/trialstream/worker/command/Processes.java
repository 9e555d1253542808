package dev.trialstream.worker.command;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command's process and all processes that it has started. On Linux these are the processes of its session, those
 * with its mark in their environment (whatever their current parent), and all their children. Elsewhere they are its
 * descendants, as far as they were seen while their parents lived.
 */
final class Processes {
    /** The variable that contains their mark. */
    static final String MARK = Launch.OURS + "RUN";

    private final ProcessHandle first;
    private final String mark;
    private final boolean linux = ProcFile.areThere();
    private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();
    private final long started;
    private Usage usage = Usage.NONE;

    /** @param mark the value of {@link #MARK} that {@code first} was started with */
    Processes(ProcessHandle first, String mark) {
        this.first = first;
        this.mark = mark;
        this.started = ProcFile.of(first.pid()).map(ProcFile::started).orElse(0L);
    }

    /** The running ones. */
    List<ProcessHandle> alive() {
        if (linux) {
            return files().map(file -> ProcessHandle.of(file.pid()))
                    .flatMap(Optional::stream)
                    .toList();
        }
        Stream.concat(Stream.of(first), List.copyOf(seen.values()).stream())
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .forEach(handle -> seen.put(handle.pid(), handle));
        return seen.values().stream().filter(ProcessHandle::isAlive).toList();
    }

    /** Their resource usage so far. */
    Usage usage() {
        usage = usage.and(linux ? usageByFiles() : usageByHandles());
        return usage;
    }

    private Usage usageByFiles() {
        List<ProcFile> files = files().toList();
        double ticks = files.stream().mapToLong(ProcFile::cpuTicks).sum();
        double now = files.stream().mapToDouble(file -> file.megabytes("VmRSS")).sum();
        double peak = files.stream()
                .mapToDouble(file -> file.megabytes("VmHWM"))
                .max()
                .orElse(0);
        return new Usage(ticks / ProcFile.TICKS_PER_SECOND, Math.max(now, peak));
    }

    private Usage usageByHandles() {
        double seconds = alive().stream()
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .mapToDouble(duration -> duration.toMillis() / 1e3)
                .sum();
        return new Usage(seconds, 0);
    }

    private Stream<ProcFile> files() {
        List<ProcFile> young = ProcFile.all().stream()
                .filter(file -> file.started() >= started)
                .toList();
        Set<Long> ours = new HashSet<>();
        young.stream().filter(this::isMarked).forEach(file -> ours.add(file.pid()));
        boolean more = true;
        while (more) {
            more = young.stream()
                    .filter(file -> ours.contains(file.parent()))
                    .map(file -> ours.add(file.pid()))
                    .reduce(false, Boolean::logicalOr);
        }
        return young.stream().filter(file -> ours.contains(file.pid()) && !file.zombie());
    }

    private boolean isMarked(ProcFile file) {
        return (file.pid() == first.pid() && file.started() == started)
                || file.session() == first.pid()
                || file.variable(MARK).filter(mark::equals).isPresent();
    }
}
