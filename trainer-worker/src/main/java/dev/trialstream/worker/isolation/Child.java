package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.service.Deserialization;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Trainers;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process of one training: it receives a task, reports each epoch, and ends. It also ends when its standard input
 * is closed, so that it never outlives its worker.
 */
public final class Child {
    private static final int OUT_OF_MEMORY = 3;
    private static final int ABANDONED = 4;

    private Child() {}

    /** @param none everything comes through standard input */
    public static void main(String[] none) throws IOException {
        Deserialization.refuse();
        PrintStream replies = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(replies); // output of a trainer may come in between, and is distinguished from replies
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (read(orders).orElse(null) instanceof Order.Begin begin) {
            FarWorker worker = new FarWorker(replies, Path.of(begin.handover()));
            Thread listener = new Thread(() -> listen(orders, worker), "orders");
            listener.setDaemon(true);
            listener.start();
            worker.say(trained(begin, worker));
            // threads left behind by a trainer must not keep the process alive
            Runtime.getRuntime().halt(0);
        }
        Runtime.getRuntime().halt(ABANDONED);
    }

    private static Reply trained(Order.Begin begin, FarWorker worker) {
        try {
            Trainer trainer = Optional.ofNullable(Trainers.onClassPath().get(begin.trainer()))
                    .orElseThrow(() -> new IllegalStateException("no trainer " + begin.trainer()));
            return reply(trainer.train(begin.task(), worker));
        } catch (BadCheckpoint e) {
            return new Reply.Refused(e.complaint());
        } catch (OutOfMemoryError e) {
            e.printStackTrace();
            System.err.println(e); // the last line becomes the reason
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
            throw e;
        } catch (Throwable e) { // handled like in the worker itself
            e.printStackTrace();
            String message = e.getMessage();
            return new Reply.Failed(
                    message == null
                            ? e.getClass().getSimpleName()
                            : message.lines().findFirst().orElse(""));
        }
    }

    private static Reply reply(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return new Reply.Completed(completed.epochs());
        } else if (outcome instanceof Outcome.Stopped stopped) {
            return new Reply.Stopped(stopped.epochs());
        } else if (outcome instanceof Outcome.Failed failed) {
            return new Reply.Failed(failed.reason());
        } else if (outcome instanceof Outcome.Crashed crashed) {
            throw new IllegalStateException("a trainer that lives said it crashed: " + crashed.reason());
        }
        throw new IllegalStateException("unknown outcome " + outcome);
    }

    private static void listen(BufferedReader orders, FarWorker worker) {
        try {
            for (Optional<Order> order = read(orders); order.isPresent(); order = read(orders)) {
                if (order.get() instanceof Order.End end) {
                    worker.decided(end.decision());
                } else if (order.get() instanceof Order.GoOn) {
                    worker.goOn();
                }
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("orders: " + e);
        }
        Runtime.getRuntime().halt(ABANDONED);
    }

    private static Optional<Order> read(BufferedReader orders) throws IOException {
        String line = orders.readLine();
        return line == null ? Optional.empty() : Optional.of(Json.json().readValue(line, Order.class));
    }
}
