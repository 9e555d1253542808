package dev.trialstream.cli.survival;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;

/** A trainer that, for some values of its parameter, dies before its second epoch, together with its process. */
public final class Killer implements Trainer {
    static final String NAME = "killer";

    /** More than a process limited to a gigabyte can have. */
    private static final int TOO_MUCH = 64;

    /** Duration of an epoch of a slow training. */
    private static final int EPOCH_MILLIS = 100;

    private static final long PIECE = 1 << 25;

    @Override
    public String type() {
        return NAME;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        String way = task.job().parameters().text("way");
        int epoch = task.resume() == null ? 0 : task.resume().length;
        while (epoch < task.job().epochs()) {
            Optional<Decision> decision = sink.verdict();
            if (decision.isPresent()) {
                return new Outcome.Stopped(epoch, decision.get());
            }
            if (epoch == 1) {
                act(way);
            }
            if (way.equals("slow")) {
                takeTime();
            }
            epoch++;
            sink.epoch(new EpochReport(epoch, Map.of("loss", 1.0 / epoch), 0, 0, new byte[epoch]));
        }
        return new Outcome.Completed(epoch);
    }

    private static void act(String way) {
        switch (way) {
            case "halt" -> {
                System.err.println("no more of this");
                Runtime.getRuntime().halt(9);
            }
            case "crash" -> crash();
            case "heap" -> fillHeap();
            case "off_heap" -> fillMemory();
            default -> {}
        }
    }

    private static void takeTime() {
        try {
            Thread.sleep(EPOCH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes to an invalid address. */
    private static void crash() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            var field = type.getDeclaredField("theUnsafe");
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

    private static void fillMemory() {
        BytePointer[] all = new BytePointer[TOO_MUCH];
        for (int i = 0; i < TOO_MUCH; i++) {
            all[i] = new BytePointer(PIECE);
            all[i].fill(1);
        }
        throw new IllegalStateException("nobody minded " + all.length * PIECE + " bytes");
    }
}
