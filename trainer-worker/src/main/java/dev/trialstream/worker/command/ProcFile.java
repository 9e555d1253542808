package dev.trialstream.worker.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process in Linux' /proc (proc(5)).
 *
 * @param session id of its session
 * @param started in ticks since the machine started; together with the id it identifies a process
 * @param cpuTicks its own and those of children that it has waited for
 * @param zombie whether it has ended, but its parent has not waited for it
 */
record ProcFile(long pid, long parent, long session, long started, long cpuTicks, boolean zombie) {
    /** From the kernel's user interface; the same on every machine that Java runs on. */
    static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");
    private static final double KIB_PER_MB = 1e6 / 1024;

    static boolean areThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** Namespace of the process ids that this process sees; empty if unknown. */
    static String namespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Every visible process. */
    static List<ProcFile> all() {
        List<ProcFile> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                of(Long.parseLong(folder.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException | RuntimeException e) {
            return all; // the files of a process vanish when it ends
        }
        return all;
    }

    /** Empty if there is no such process. */
    static Optional<ProcFile> of(long pid) {
        return text(pid, "stat").map(stat -> parse(pid, stat));
    }

    /** The program's name is in brackets and may contain anything. */
    static ProcFile parse(long pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new ProcFile(
                pid,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]),
                ticks,
                fields[0].equals("Z"));
    }

    /** The value of a variable of its start environment; empty if it has none or belongs to another user. */
    Optional<String> variable(String name) {
        String begin = "\0" + name + "=";
        return text(pid, "environ").map(text -> "\0" + text).flatMap(text -> {
            int at = text.indexOf(begin);
            int end = text.indexOf('\0', at + 1);
            return at < 0
                    ? Optional.empty()
                    : Optional.of(text.substring(at + begin.length(), end < 0 ? text.length() : end));
        });
    }

    /** A line of its status, such as {@code VmRSS}, in megabytes; 0 if it is missing. */
    double megabytes(String line) {
        return text(pid, "status").stream()
                .flatMap(String::lines)
                .filter(it -> it.startsWith(line + ":"))
                .mapToDouble(it -> Long.parseLong(it.replaceAll("\\D", "")) / KIB_PER_MB)
                .findFirst()
                .orElse(0);
    }

    private static Optional<String> text(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/" + file));
            return bytes.length == 0 ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
