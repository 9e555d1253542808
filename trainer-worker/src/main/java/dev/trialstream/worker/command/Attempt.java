package dev.trialstream.worker.command;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Workspace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One run of a command, from its start to its end. */
final class Attempt {
    private static final Duration LISTEN = Duration.ofMillis(50);
    private static final Duration SAMPLED_EVERY = Duration.ofSeconds(1);

    private final CommandSpec spec;
    private final Workspace workspace;
    private final EpochSink sink;
    private final CommandRun<CommandOutputLine> run;
    private final EpochCheck check;
    private long since = System.nanoTime();
    private long sampled = since;

    Attempt(CommandSpec spec, TrainTask task, EpochSink sink, CommandRun<CommandOutputLine> run) {
        this.spec = spec;
        this.workspace = task.requireWorkspace();
        this.sink = sink;
        this.run = run;
        this.check = new EpochCheck(named(), task.job(), workspace.epoch());
    }

    Outcome follow() throws InterruptedException {
        while (true) {
            Optional<Decision> decision = sink.verdict();
            if (decision.isPresent()) {
                run.stop(spec.grace());
                return new Outcome.Stopped(check.last(), decision.get());
            }
            Optional<CommandRun.Heard<CommandOutputLine>> heard = run.next(LISTEN);
            Optional<String> trouble = heard.flatMap(this::take);
            if (trouble.isPresent()) {
                run.stop(spec.grace());
                return new Outcome.Failed(trouble.get());
            } else if (heard.isEmpty() && run.isOver()) {
                return ended();
            }
            sample();
        }
    }

    /** Samples the memory, so that peaks within an epoch count too. */
    private void sample() {
        if (System.nanoTime() - sampled > SAMPLED_EVERY.toNanos()) {
            run.usage();
            sampled = System.nanoTime();
        }
    }

    private Optional<String> take(CommandRun.Heard<CommandOutputLine> heard) {
        if (heard.said() instanceof CommandOutputLine.Nonsense nonsense) {
            return Optional.of(named() + " said " + nonsense.complaint());
        } else if (heard.said() instanceof CommandOutputLine.Epoch epoch) {
            Optional<String> objection = check.take(epoch);
            if (objection.isEmpty()) {
                sink.epoch(report(epoch, heard.nanos()));
            }
            return objection;
        }
        return Optional.empty();
    }

    private EpochReport report(CommandOutputLine.Epoch epoch, long nanos) {
        Map<String, Double> metrics = new HashMap<>();
        Usage usage = run.usage();
        metrics.put("cpu_seconds", usage.cpuSeconds());
        if (usage.peakMemoryMb() > 0) {
            metrics.put("peak_memory_mb", usage.peakMemoryMb());
        }
        metrics.putAll(epoch.metrics());
        double seconds = Math.max(0, (nanos - since) / 1e9);
        since = nanos;
        Path entry = workspace.entry(epoch.epoch());
        boolean kept = Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
        return new EpochReport(epoch.epoch(), metrics, seconds, 0, null, kept ? entry : null);
    }

    private Outcome ended() {
        if (run.exitCode() != 0) {
            return new Outcome.Failed(named() + " " + run.ending());
        }
        String error = run.lastError();
        return check.atTheEnd()
                .<Outcome>map(why -> new Outcome.Failed(why + (error.isEmpty() ? "" : "; it said: " + error)))
                .orElseGet(() -> new Outcome.Completed(check.last()));
    }

    private String named() {
        return "command " + spec.name();
    }
}
