package dev.trialstream.cli.study;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a message to an inbox, from the history.
 *
 * <p>A study is accepted if its request is the first of its name. A command is in the history before the orchestrator
 * has looked at it, and a refusal may follow. The orchestrator answers an effective command in one transaction with a
 * new summary of the study, which has exactly the command's time. So if that summary exists, and everything written up
 * to then contains no refusal, there will be none.
 */
final class CommandOutcome {
    private final String submission;
    private boolean known;
    private boolean pausedBefore;
    private boolean overBefore;
    private boolean deletedBefore;
    private boolean deletes;
    private boolean refusalIsDue;
    private @Nullable Instant carriedAt;
    private Fact.@Nullable Rejected rejected;

    /** @param log the study before the message was published */
    CommandOutcome(String submission, StudyLog log) {
        this.submission = submission;
        remember(log);
    }

    /** @param log the study including {@code event} */
    void saw(HistoryEvent event, StudyLog log) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Submitted it && it.submission().equals(submission)) {
            known = known || log.submitted().filter(it::equals).isPresent();
            refusalIsDue = !known;
            carriedAt = event.time();
        } else if (fact instanceof Fact.Malformed it && it.submission().equals(submission)) {
            refusalIsDue = true;
            carriedAt = event.time();
        } else if (fact instanceof Fact.Commanded it && it.submission().equals(submission)) {
            commanded(it, event.time(), log);
        } else if (fact instanceof Fact.Rejected it && it.submission().equals(submission)) {
            rejected = it;
            known = true;
        } else if (fact instanceof Fact.Deleted && deletes) {
            known = true;
        }
        remember(log);
    }

    private void commanded(Fact.Commanded it, Instant at, StudyLog log) {
        carriedAt = at;
        deletes = it.command() instanceof Command.Delete;
        boolean changesNothing = deletes ? deletedBefore : it.command() instanceof Command.Pause && pausedBefore;
        refusalIsDue = log.submitted().isEmpty()
                || (overBefore && !deletes)
                || log.complaint()
                        .filter(complaint -> complaint.submission().equals(submission))
                        .isPresent();
        known = changesNothing && !refusalIsDue;
    }

    private void remember(StudyLog log) {
        pausedBefore = log.isPaused();
        overBefore = log.ended().isPresent();
        deletedBefore = log.isDeleted();
    }

    /** Whether the outcome is certain. */
    boolean isKnown() {
        return known;
    }

    /** Whether the message is in the history. */
    boolean isCarried() {
        return carriedAt != null;
    }

    /** The time of the summary that proves the orchestrator's answer; empty if none is needed. */
    Optional<Instant> awaitedSummary() {
        return known || refusalIsDue ? Optional.empty() : Optional.ofNullable(carriedAt);
    }

    /** Everything written up to the answer has been read. */
    void heardOut() {
        known = true;
    }

    /** The refusal; empty if the message was accepted. */
    Optional<Fact.Rejected> rejected() {
        return Optional.ofNullable(rejected);
    }
}
