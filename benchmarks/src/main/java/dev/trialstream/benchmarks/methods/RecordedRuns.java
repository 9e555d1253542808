package dev.trialstream.benchmarks.methods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All runs, in a file that only grows, so that interrupted work can continue. Of two rows for one run the later one
 * counts.
 */
final class RecordedRuns {
    private static final String HEADER = "family,arm,pair,rate,validation,test,epochs,confirmed\n";

    private final Path file;
    private final List<Run> all = new ArrayList<>();

    private RecordedRuns(Path file) {
        this.file = file;
    }

    static RecordedRuns of(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, HEADER);
        }
        RecordedRuns runs = new RecordedRuns(file);
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            runs.keep(parsed(line));
        }
        return runs;
    }

    /** An arm's name is in quotes, because it may contain commas. */
    private static Run parsed(String line) {
        int open = line.indexOf('"');
        int close = line.lastIndexOf('"');
        String[] rest = line.substring(close + 2).split(",", -1);
        return new Run(
                line.substring(0, open - 1),
                line.substring(open + 1, close),
                Integer.parseInt(rest[0]),
                Double.parseDouble(rest[1]),
                Double.parseDouble(rest[2]),
                Double.parseDouble(rest[3]),
                Integer.parseInt(rest[4]),
                rest[5].isEmpty() ? Double.NaN : Double.parseDouble(rest[5]));
    }

    /** Adds a run and returns the written line. */
    String add(Run run) throws IOException {
        String row = String.format(
                Locale.ROOT,
                "%s,\"%s\",%d,%.6g,%.6g,%.6g,%d,%s",
                run.family(),
                run.arm(),
                run.pair(),
                run.rate(),
                run.validation(),
                run.test(),
                run.epochs(),
                Double.isNaN(run.confirmed()) ? "" : String.format(Locale.ROOT, "%.6g", run.confirmed()));
        Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
        keep(parsed(row));
        return row;
    }

    private void keep(Run run) {
        all.removeIf(other ->
                other.family().equals(run.family()) && other.arm().equals(run.arm()) && other.pair() == run.pair());
        all.add(run);
    }

    Optional<Run> find(Family family, String arm, int pair) {
        return all.stream()
                .filter(run -> run.family().equals(family.name()) && run.arm().equals(arm) && run.pair() == pair)
                .findFirst();
    }

    /** Whether all runs of all arms are confirmed, because confirmed and unconfirmed runs must not be compared. */
    boolean confirmed(Family family) {
        return family.arms().stream()
                .flatMap(arm -> of(family, arm.name()).stream())
                .noneMatch(run -> Double.isNaN(run.confirmed()));
    }

    /** By pair. */
    List<Run> of(Family family, String arm) {
        return all.stream()
                .filter(run -> run.family().equals(family.name()) && run.arm().equals(arm))
                .sorted(Comparator.comparingInt(Run::pair))
                .toList();
    }
}
