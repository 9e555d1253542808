package dev.trialstream.metrics.judge;

import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Objective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trial with its decisions.
 *
 * @param log with every reported epoch, including those after a decision to stop: they count if the trial completes
 *     before the decision reaches it
 * @param stop the decision that ends it, or null
 * @param pause the decision that pauses it, or null
 */
record JudgedTrial(TrialLog log, Decision.@Nullable Ending stop, Decision.@Nullable Pause pause) {

    String trial() {
        return log.trial();
    }

    /** Whether it is a search trial, and not a repeat of one. */
    boolean isOfTheSearch() {
        return log.role() == Role.SEARCH;
    }

    /** The curve that the trial is judged by: without the epochs after a standing decision. */
    Curve shown() {
        Decision.AtEpoch last = standing();
        return last == null ? log.curve() : log.curve().upTo(last.epoch());
    }

    /** Whether {@code epoch} is not after a standing decision. */
    boolean shows(int epoch) {
        Decision.AtEpoch last = standing();
        return last == null || epoch <= last.epoch();
    }

    /** The decision that its worker must obey, or null. */
    Decision.@Nullable AtEpoch standing() {
        return stop == null ? pause : stop;
    }

    /** Whether it is paused and has given up its slot. */
    boolean waits() {
        return pause != null && stop == null && log.state() == JobLog.State.PAUSED;
    }

    /** The epoch at which it was paused. */
    NewEpoch pausedAt() {
        return new NewEpoch(trial(), shown());
    }

    Optional<Standing> standing(Objective objective) {
        boolean failed = log.state() == JobLog.State.FAILED;
        return shown().score(objective).map(score -> new Standing(trial(), log.number(), failed, score));
    }

    /** Whether it has ended and, if its model is to be delivered, has a checkpoint of the epoch of {@code score}. */
    boolean canBePromoted(Score score, boolean delivers) {
        return log.state().hasEnded()
                && shown().at(score.epoch())
                        .filter(point -> !delivers || point.checkpoint() != null)
                        .isPresent();
    }

    JudgedTrial replay(JudgeStateRecord.Trial entry) {
        return new JudgedTrial(entry.log().withCurve(log.curve()), entry.stop(), entry.pause());
    }

    JudgedTrial replay(EpochPoint point) {
        return new JudgedTrial(log.withCurve(log.curve().plus(point)), stop, pause);
    }

    /** The same trial without the epochs after {@code epoch}. */
    JudgedTrial rewound(int epoch) {
        return new JudgedTrial(log.withCurve(log.curve().upTo(epoch)), stop, pause);
    }

    static JudgeStateRecord.Trial entry(TrialLog log, Decision.@Nullable Ending stop, Decision.@Nullable Pause pause) {
        return new JudgeStateRecord.Trial(log.withCurve(Curve.empty()), stop, pause);
    }
}
