package dev.trialstream.cli.output;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Study;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress on a terminal: one updated line with trials done, running, stopped and failed, the best and the remaining
 * time.
 */
final class ProgressLive implements Progress {
    private final PrintStream err;
    private @Nullable ProgressBar bar;

    ProgressLive(PrintStream err) {
        this.err = err;
    }

    @Override
    public void saw(HistoryEvent event, StudyLog log) {
        if (event.fact() instanceof Fact.Accepted accepted) {
            err.println(Wording.accepted(accepted.spec(), log.profile()));
            Wording.columns(log.profile()).forEach(err::println);
            begin(accepted.spec());
        } else if (event.fact() instanceof Fact.Unplaced unplaced) {
            err.println(Wording.waits(log.study(), unplaced));
        } else if (event.fact() instanceof Fact.Quarantined quarantined) {
            err.println(Wording.quarantined(log.study(), quarantined));
        }
        show(log);
    }

    @Override
    public void resumed(StudyLog log) {
        err.println(Wording.resumed(log));
        log.spec().ifPresent(this::begin);
        show(log);
    }

    private void begin(Study study) {
        bar = new ProgressBarBuilder()
                .setTaskName("trials")
                .setInitialMax(study.budget().trials())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build();
    }

    /** The number of confirmation trials is not known at first: the bar grows when it is. */
    private void show(StudyLog log) {
        if (bar == null) {
            return;
        }
        bar.maxHint(Math.max(bar.getMax(), Wording.trialsToCome(log)));
        bar.stepTo(
                log.trials().stream().filter(trial -> trial.state().hasEnded()).count());
        bar.setExtraMessage(Wording.live(log));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
