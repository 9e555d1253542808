package dev.trialstream.benchmarks;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedDataCache;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.training.prepare.Recipe;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Cost of reading, profiling and preparing a large CSV file: {@code MillionRows make FILE [ROWS]} writes a file with 50
 * columns, {@code MillionRows measure FILE} reads it and prints the seconds and Linux' peak of resident memory.
 */
final class MillionRows {
    private static final int COLUMNS = 50;

    private MillionRows() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("make")) {
            make(file, args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000);
        } else {
            measure(file);
        }
    }

    /**
     * 43 columns with many distinct numbers, 4 with few, 2 with categories, and a class; one value in fifty is missing.
     */
    private static void make(Path file, int rows) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int column = 1; column < COLUMNS; column++) {
                out.write("c" + column + ",");
            }
            out.write("class\n");
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                double first = 0;
                for (int column = 1; column < COLUMNS; column++) {
                    double value = random.nextGaussian();
                    first = column == 1 ? value : first;
                    if (random.nextInt(50) == 0) {
                        line.append(',');
                    } else if (column <= 43) {
                        line.append((float) (column % 3 == 0 ? Math.exp(value) : value))
                                .append(',');
                    } else if (column <= 47) {
                        line.append((int) (10 * value)).append(',');
                    } else {
                        line.append("level").append(random.nextInt(30)).append(',');
                    }
                }
                out.write(line.append(first + random.nextGaussian() > 1 ? "yes" : "no")
                        .append('\n')
                        .toString());
            }
        }
    }

    private static void measure(Path file) throws IOException {
        DataSpec spec = new DataSpec(file.toString(), "class", null, Split.standard(1));
        long start = System.nanoTime();
        DataProfile profile = Profiler.profile(file, spec);
        double profiled = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d rows of %d columns, %d MB: read and profiled in %.1f s, peak %d MB resident%n",
                profile.rows(),
                profile.columns().size() + 1,
                Files.size(file) / 1_000_000,
                profiled,
                peak());
        start = System.nanoTime();
        PreparedData data = new PreparedDataCache(1, Long.MAX_VALUE)
                .get(
                        file,
                        spec.withTask(profile.task()),
                        profile.sha256(),
                        RowUse.AS_SPLIT,
                        Recipe.of(Parameters.none()));
        System.out.printf(
                Locale.ROOT,
                "read again and prepared in %.1f s: %d + %d + %d rows of %d numbers, peak %d MB resident%n",
                (System.nanoTime() - start) / 1e9,
                data.train().count(),
                data.validation().count(),
                data.test().count(),
                data.inputs(),
                peak());
    }

    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                .findFirst()
                .orElse(0);
    }
}
