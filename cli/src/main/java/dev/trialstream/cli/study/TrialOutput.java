package dev.trialstream.cli.study;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.Ids;
import dev.trialstream.worker.command.OutputLog;
import dev.trialstream.worker.store.CheckpointStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The log of a trial's command, or of its isolated process, from the store: standard output and standard error of each
 * attempt.
 */
final class TrialOutput {
    private static final String SUFFIX = ".log";

    private final String trial;
    private final Path root;
    private final CheckpointStore store;

    TrialOutput(String trial, Path root) {
        this.trial = trial;
        this.root = root;
        this.store = new CheckpointStore(root);
    }

    /** @param attempt null: all */
    void print(PrintStream out, @Nullable Integer attempt) throws IOException {
        NavigableMap<Integer, Path> logs = logs();
        if (attempt != null) {
            logs.keySet().retainAll(List.of(attempt));
        }
        if (logs.isEmpty()) {
            throw UserError.badInput(
                    "trial " + trial + (attempt == null ? "" : " attempt " + attempt) + ": no log in "
                            + root
                            + "; only commands leave one, and trainings with isolation: process, in the --store of their workers");
        }
        boolean several = logs.size() > 1;
        for (var log : logs.entrySet()) {
            if (several) {
                out.println("== attempt " + log.getKey());
            }
            copy(OutputLog.older(log.getValue()), out);
            copy(log.getValue(), out);
        }
        out.flush();
    }

    private NavigableMap<Integer, Path> logs() throws IOException {
        NavigableMap<Integer, Path> logs = new TreeMap<>();
        if (!Ids.isStudy(Ids.studyOf(trial))) {
            return logs;
        }
        for (String name : store.list(CheckpointStore.logsName(trial))) {
            if (name.matches("[1-9]\\d{0,8}\\.log")) {
                int attempt = Integer.parseInt(name.replace(SUFFIX, ""));
                logs.put(attempt, store.resolve(CheckpointStore.logName(trial, attempt)));
            }
        }
        return logs;
    }

    private static void copy(Path log, PrintStream out) throws IOException {
        if (Files.exists(log)) {
            Files.copy(log, out);
        }
    }
}
