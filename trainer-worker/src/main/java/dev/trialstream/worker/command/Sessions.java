package dev.trialstream.worker.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A session of its own, where there is {@code setsid}: what is typed at the worker's terminal, Ctrl-C above all, then does
 * not reach the command, and all that it starts is known by it.
 */
final class Sessions {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Sessions() {}

    /** {@code words}, begun in a session of its own; {@code setsid} becomes the program and keeps its process id. */
    static List<String> ofItsOwn(List<String> words) {
        List<String> all = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> all.add(setsid.toString()));
        all.addAll(words);
        return all;
    }
}
