package dev.trialstream.cli.study;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.run.Follower;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.util.Locale;

/** Follows a study that other processes run, with a line on standard error whenever its counts change. */
final class Following {
    private Following() {}

    /** The study once it has ended, or is paused with no running jobs. */
    static StudyLog untilItRests(ClientSettings settings, Topics topics, String study, Streams streams) {
        try (Follower follower = Follower.upToNow(settings, topics, study)) {
            String said = "";
            while (true) {
                String line = line(follower.log());
                if (!line.equals(said)) {
                    streams.err().println(line);
                    said = line;
                }
                if (rests(follower.log())) {
                    return follower.log();
                }
                follower.poll(event -> {});
            }
        }
    }

    private static boolean rests(StudyLog log) {
        boolean idle = log.jobs().stream().noneMatch(job -> job.state() == JobLog.State.RUNNING);
        return log.ended().isPresent() || (log.isPaused() && idle);
    }

    private static String line(StudyLog log) {
        StudyAnswer.Trials counts = StudyAnswer.of(log).trials();
        return String.format(
                Locale.ROOT,
                "%s %s, %d trials: %d running, %d completed, %d stopped, %d failed%s",
                log.study(),
                log.state().name().toLowerCase(Locale.ROOT),
                counts.total(),
                counts.running(),
                counts.completed(),
                counts.stopped(),
                counts.failed(),
                log.waiting().map(why -> "; it waits: " + why).orElse(""));
    }
}
