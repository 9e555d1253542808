package dev.trialstream.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The public command, run in this process, with what it printed. */
public record Cli(int exitCode, String out, String err) {

    public static Cli run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Trialstream.execute(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Cli(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public List<String> errLines() {
        return err.lines().toList();
    }

    /** The top of the project. */
    public static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("trialstream"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    public static Path digits() {
        return home().resolve("examples/digits.csv");
    }

    /** A copy of every third row, for tests that do not depend on the quality of learning. */
    static Path someDigits(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(digits());
        List<String> some = IntStream.range(0, lines.size())
                .filter(line -> line % 3 == 0)
                .mapToObj(lines::get)
                .toList();
        return Files.write(folder.resolve("digits.csv"), some);
    }
}
