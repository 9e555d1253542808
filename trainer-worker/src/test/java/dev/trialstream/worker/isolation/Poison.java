package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;

/** Counts epochs, and after the second report does to its process what its parameter {@code then} names. */
public final class Poison implements Trainer {
    public static final String TYPE = "poison";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        System.out.println("begun");
        byte[] resume = task.resume();
        int epoch = resume == null ? 0 : resume.length;
        if (epoch > 3) {
            throw new BadCheckpoint("it is too long");
        }
        while (epoch < task.job().epochs()) {
            Optional<Decision> decision = sink.verdict();
            if (decision.isPresent()) {
                return new Outcome.Stopped(epoch, decision.get());
            }
            epoch++;
            sink.epoch(new EpochReport(epoch, Map.of("loss", 1.0 / epoch), 0.1, 0, new byte[epoch]));
            if (epoch == 2) {
                act(task.job().parameters().text("then"), sink);
            }
        }
        return new Outcome.Completed(epoch);
    }

    private static void act(String then, EpochSink sink) {
        switch (then) {
            case "killed" -> destroyForcibly();
            case "crash" -> crash();
            case "heap" -> fillHeap();
            case "off_heap" -> throw new OutOfMemoryError("no more off-heap memory");
            case "throw" -> throw new IllegalStateException("thrown");
            case "wait" -> {
                while (sink.verdict().isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            case "hang" -> {
                System.err.println("hangs in " + ProcessHandle.current().pid());
                while (true) {
                    Thread.onSpinWait();
                }
            }
            default -> {}
        }
    }

    private static void destroyForcibly() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes to an invalid address. */
    private static void crash() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            type.getMethod("putLong", long.class, long.class).invoke(field.get(null), 1L, 0L);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fillHeap() {
        Object[] all = new Object[0];
        while (true) {
            all = new Object[] {all, new long[1 << 20]};
        }
    }
}
