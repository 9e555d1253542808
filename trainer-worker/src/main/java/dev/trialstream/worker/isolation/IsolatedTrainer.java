package dev.trialstream.worker.isolation;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.command.CommandRun;
import dev.trialstream.worker.command.OutputLog;
import dev.trialstream.worker.command.Scratch;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Trains like another trainer, to the bit, in a process that ends with the training. If that process crashes or runs
 * out of memory, the attempt ends as {@link Outcome.Crashed}. A training that obeys no decision is ended after a grace
 * period.
 */
public final class IsolatedTrainer implements Trainer {
    /** Log size for each attempt. */
    private static final long LOG_BYTES = 4_000_000;

    /** Time for a training to obey; less than a leaving worker has. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String type;
    private final ChildJava java;
    private final Duration grace;

    /** @param type of the trainer on the class path that does the work */
    public IsolatedTrainer(String type, ChildJava java) {
        this(type, java, GRACE);
    }

    IsolatedTrainer(String type, ChildJava java, Duration grace) {
        this.type = type;
        this.java = java;
        this.grace = grace;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public boolean isolatesItself() {
        return true;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        Path kept = task.requireWorkspace().log();
        try (Scratch scratch = Scratch.make();
                OutputLog log = new OutputLog(kept, LOG_BYTES)) {
            return train(task, sink, scratch.folder(), log);
        } catch (IOException e) {
            return new Outcome.Failed("the process to train in: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted, because the worker ends", e);
        }
    }

    private Outcome train(TrainTask task, EpochSink sink, Path handover, OutputLog log)
            throws IOException, InterruptedException {
        Path kept = task.requireWorkspace().log();
        Path crashes = kept.toAbsolutePath().resolveSibling(kept.getFileName() + ".hs_err");
        int before = task.requireWorkspace().epoch();
        try (CommandRun<Reply> run =
                CommandRun.start(java.launch(crashes, task.environment()), null, log, Reply::heard)) {
            log.line("# trains in a process of its own" + (before == 0 ? "" : ", on behind epoch " + before));
            Dialogue dialogue = new Dialogue(run, sink, handover, before, grace);
            dialogue.say(Order.Begin.of(type, task, handover));
            Outcome outcome = outcome(dialogue);
            log.line("# " + ending(outcome));
            return outcome;
        }
    }

    private static Outcome outcome(Dialogue dialogue) throws IOException, InterruptedException {
        Dialogue.End end = dialogue.follow();
        Decision decision = end.decision();
        if (end.last() instanceof Reply.Completed completed) {
            return new Outcome.Completed(completed.epochs());
        } else if (end.last() instanceof Reply.Failed failed) {
            return new Outcome.Failed(failed.reason());
        } else if (end.last() instanceof Reply.Refused refused) {
            throw new BadCheckpoint(refused.complaint());
        } else if (decision != null) {
            return new Outcome.Stopped(
                    end.last() instanceof Reply.Stopped stopped ? stopped.epochs() : end.epoch(), decision);
        }
        return new Outcome.Crashed("the process of the training " + end.crash());
    }

    private static String ending(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return "completed after " + completed.epochs() + " epochs";
        } else if (outcome instanceof Outcome.Stopped stopped) {
            return "ended after " + stopped.epochs() + " epochs: "
                    + stopped.decision().reason();
        } else if (outcome instanceof Outcome.Crashed crashed) {
            return "crashed: " + crashed.reason();
        } else if (outcome instanceof Outcome.Failed failed) {
            return "failed: " + failed.reason();
        }
        throw new IllegalStateException("unknown outcome " + outcome);
    }
}
