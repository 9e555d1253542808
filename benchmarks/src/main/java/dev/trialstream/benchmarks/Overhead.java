package dev.trialstream.benchmarks;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.network.NetworkTrainer;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.TrainTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** See {@code benchmarks/overhead}. 64 inputs, two layers of 128, ten classes, batch 32, Adam. */
public final class Overhead implements EpochSink {
    private static final int INPUTS = 64;
    private static final int BATCH = 32;
    private static final int WARM_UP = 3;

    private final Bare bare;
    private final Path checkpoint;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final List<double[]> seconds = new ArrayList<>();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private long resumed;

    private Overhead(int rows, Path folder) {
        this.bare = new Bare(rows);
        this.checkpoint = folder.resolve("checkpoint");
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 30_000;
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        Path folder = Files.createTempDirectory("overhead");
        Path csv = csv(folder, rows * 5 / 3);
        Overhead overhead = new Overhead(rows, folder);
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                Parameters.none(),
                1,
                epochs + WARM_UP,
                new DataSpec("rows.csv", "y", Task.CLASSIFICATION, Split.standard(1)),
                sha256(csv),
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                Curve.empty());
        overhead.resumed = System.nanoTime();
        System.out.println(new NetworkTrainer().train(new TrainTask(job, csv, null), overhead));
        overhead.print(rows);
        overhead.writer.shutdown();
    }

    /** After an epoch of the worker, runs one of the bare loop, and then the write, next to the worker's next epoch. */
    @Override
    public void epoch(EpochReport report) {
        written.join();
        double worker = (System.nanoTime() - resumed) / 1e9;
        long start = System.nanoTime();
        bare.fit();
        double fit = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        bare.evaluate();
        double evaluate = (System.nanoTime() - start) / 1e9;
        if (report.epoch() > WARM_UP) {
            seconds.add(new double[] {worker, fit, fit + evaluate, report.seconds()});
        }
        resumed = System.nanoTime();
        written = CompletableFuture.runAsync(() -> write(Objects.requireNonNull(report.checkpoint())), writer);
    }

    @Override
    public Optional<Decision> verdict() {
        return Optional.empty();
    }

    private void write(byte[] bytes) {
        try (FileChannel file = FileChannel.open(checkpoint, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bytes));
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(int rows) {
        System.out.printf("%d training rows, %d epochs, medians in seconds%n", rows, seconds.size());
        System.out.printf("worker, whole epoch                  %.3f%n", median(0, -1));
        System.out.printf("worker, training alone               %.3f%n", median(3, -1));
        System.out.printf("bare loop, training alone            %.3f%n", median(1, -1));
        System.out.printf("bare loop, training and evaluation   %.3f%n", median(2, -1));
        System.out.printf("training alone over training alone   %+.1f %%%n", 100 * (median(3, 1) - 1));
        System.out.printf("whole over training and evaluation   %+.1f %%%n", 100 * (median(0, 2) - 1));
        System.out.printf("whole over training alone            %+.1f %%%n", 100 * (median(0, 1) - 1));
    }

    /** Of a figure, or of its ratio to another figure of the same epoch. */
    private double median(int figure, int over) {
        double[] all = seconds.stream()
                .mapToDouble(s -> over < 0 ? s[figure] : s[figure] / s[over])
                .sorted()
                .toArray();
        return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    private static Path csv(Path folder, int rows) throws IOException {
        Random random = new Random(1);
        Path file = folder.resolve("rows.csv");
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < INPUTS; i++) {
                out.write("x" + i + ",");
            }
            out.write("y\n");
            for (int row = 0; row < rows; row++) {
                int label = row % 10;
                for (int i = 0; i < INPUTS; i++) {
                    out.write(value(random, label, i) + ",");
                }
                out.write("c" + label + "\n");
            }
        }
        return file;
    }

    private static double value(Random random, int label, int input) {
        return Math.round(100 * (random.nextGaussian() + (input % 10 == label ? 1 : 0))) / 100.0;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** A hand-written loop on the first of the same rows. It uses the same data, because small numbers take longer. */
    private static final class Bare {
        private final MultiLayerNetwork network;
        private final INDArray rows;
        private final INDArray labels;

        Bare(int count) {
            network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(1)
                    .updater(new Adam(1e-3))
                    .list()
                    .layer(new DenseLayer.Builder()
                            .nIn(INPUTS)
                            .nOut(128)
                            .activation(Activation.RELU)
                            .build())
                    .layer(new DenseLayer.Builder()
                            .nIn(128)
                            .nOut(128)
                            .activation(Activation.RELU)
                            .build())
                    .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                            .nIn(128)
                            .nOut(10)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .build());
            network.init();
            float[] numbers = new float[count * INPUTS];
            labels = Nd4j.zeros(DataType.FLOAT, count, 10);
            Random random = new Random(1);
            for (int row = 0; row < count; row++) {
                labels.putScalar(row, row % 10, 1);
                for (int i = 0; i < INPUTS; i++) {
                    numbers[row * INPUTS + i] = (float) value(random, row % 10, i);
                }
            }
            rows = Nd4j.createFromArray(numbers).reshape(count, INPUTS);
        }

        void fit() {
            for (int from = 0; from < rows.size(0); from += BATCH) {
                network.fit(part(rows, from, BATCH), part(labels, from, BATCH));
            }
        }

        /** On as many rows as the worker evaluates: up to 10,000 training rows, and the validation rows. */
        void evaluate() {
            for (long left = Math.min(10_000, rows.size(0)) + rows.size(0) / 3, size; left > 0; left -= size) {
                size = Math.min(1024, left);
                network.output(part(rows, 0, (int) size)).argMax(1).dup();
            }
        }

        private static INDArray part(INDArray array, int from, int size) {
            return array.get(NDArrayIndex.interval(from, Math.min(from + size, array.size(0))), NDArrayIndex.all());
        }
    }
}
