package dev.trialstream.benchmarks.methods;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The data sets, as files. */
final class Forms {
    private static final int SIDE = 8;

    private final Path csv;
    private final Path heat;
    private final Path folder;
    private final List<String> digits;

    /**
     * @param examples folder of the project's examples
     * @param folder for generated files
     */
    Forms(Path examples, Path folder) throws IOException {
        this.csv = examples.resolve("digits.csv").toAbsolutePath();
        this.heat = examples.resolve("heat.csv").toAbsolutePath();
        this.folder = folder;
        this.digits = Files.readAllLines(csv).stream().skip(1).toList();
    }

    /** The data with the split of the pair. */
    Source of(Form form, int pair) throws IOException {
        Split split = Split.standard(pair);
        return switch (form) {
            case DIGITS -> Source.of(new DataSpec(csv.toString(), "digit", Task.CLASSIFICATION, split));
            case HEAT -> Source.of(new DataSpec(heat.toString(), "heat_kwh", Task.REGRESSION, split));
            case IMAGES -> Source.of(images(split));
            case SERIES -> Source.of(series(split));
            case LONG_TAIL ->
                new Source(List.of(longTail(pair, "once", LongTail.once(labels(), seed(pair)))), List.of(), 0);
            case LONG_TAIL_FOLDS -> longTailFolds(pair);
        };
    }

    private Source longTailFolds(int pair) throws IOException {
        return new Source(longTailFolds(pair, "fold", 0), longTailFolds(pair, "confirming", 1), LongTail.FOLDS);
    }

    private List<Source.Fold> longTailFolds(int pair, String name, int parting) throws IOException {
        List<Source.Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < LongTail.FOLDS; fold++) {
            folds.add(longTail(pair, name + "-" + fold, LongTail.fold(labels(), seed(pair), parting, fold)));
        }
        return folds;
    }

    private Source.Fold longTail(int pair, String name, LongTail rows) throws IOException {
        Path file = folder.resolve("long-tail-" + pair + "-" + name + ".csv");
        if (!Files.exists(file)) {
            Files.writeString(file, rows.file());
        }
        Split split = Split.standard(pair).withRows(file.toString());
        return new Source.Fold(new DataSpec(csv.toString(), "digit", Task.CLASSIFICATION, split), rows.counts());
    }

    private static long seed(int pair) {
        return Seeds.derive(pair, 1, Seeds.Purpose.RESAMPLING);
    }

    private int label(int row) {
        String line = digits.get(row);
        return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1).trim());
    }

    private double[] pixels(int row) {
        String line = digits.get(row);
        return Arrays.stream(line.substring(0, line.lastIndexOf(',')).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private List<Integer> labels() {
        return IntStream.range(0, digits.size()).mapToObj(this::label).toList();
    }

    private DataSpec images(Split split) throws IOException {
        Path images = folder.resolve("images.idx");
        Path labels = folder.resolve("labels.idx");
        if (!Files.exists(images)) {
            ByteBuffer bytes = ByteBuffer.allocate(16 + SIDE * SIDE * digits.size());
            bytes.putInt(0x803).putInt(digits.size()).putInt(SIDE).putInt(SIDE);
            ByteBuffer answers = ByteBuffer.allocate(8 + digits.size());
            answers.putInt(0x801).putInt(digits.size());
            for (int row = 0; row < digits.size(); row++) {
                for (double pixel : pixels(row)) {
                    bytes.put((byte) Math.min(255, Math.round(pixel * 16)));
                }
                answers.put((byte) label(row));
            }
            Files.write(images, bytes.array());
            Files.write(labels, answers.array());
        }
        return new DataSpec(
                null,
                null,
                new DataSpec.Idx(images.toString(), labels.toString()),
                null,
                "class",
                Task.CLASSIFICATION,
                split);
    }

    /** A digit as a series from top to bottom: eight steps of eight pixels. */
    private DataSpec series(Split split) throws IOException {
        Path all = folder.resolve("series");
        if (!Files.exists(all)) {
            Files.createDirectories(all);
            StringBuilder labels = new StringBuilder("series,digit\n");
            for (int row = 0; row < digits.size(); row++) {
                double[] pixels = pixels(row);
                StringBuilder file = new StringBuilder("time,a,b,c,d,e,f,g,h\n");
                for (int step = 0; step < SIDE; step++) {
                    file.append(step);
                    for (int i = 0; i < SIDE; i++) {
                        file.append(',').append(pixels[SIDE * step + i]);
                    }
                    file.append('\n');
                }
                Files.writeString(all.resolve("d" + row + ".csv"), file);
                labels.append('d').append(row).append(",c").append(label(row)).append('\n');
            }
            Files.writeString(all.resolve("labels.csv"), labels);
        }
        return new DataSpec(null, null, null, all.toString(), "digit", Task.CLASSIFICATION, split);
    }
}
