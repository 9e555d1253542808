package dev.trialstream.worker.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts commands in their own session if {@code setsid} exists. Then signals of the worker's terminal, above all
 * Ctrl-C, do not reach the command, and all its processes are recognised by the session.
 */
final class Sessions {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Sessions() {}

    /** {@code words}, started in a new session; {@code setsid} becomes the program and keeps its process id. */
    static List<String> ofItsOwn(List<String> words) {
        List<String> all = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> all.add(setsid.toString()));
        all.addAll(words);
        return all;
    }
}
