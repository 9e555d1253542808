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
 * A trial before its judge.
 *
 * @param log with every epoch reported, those after a decision to stop included: should the trial complete before the
 *     decision reaches it, they count
 * @param stop the decision that ends it, or null
 * @param pause the decision by which it waits to be resumed, or null
 */
record JudgedTrial(TrialLog log, Decision.@Nullable Ending stop, Decision.@Nullable Pause pause) {

    String trial() {
        return log.trial();
    }

    /** Whether it is a configuration of its own, and not another's over again. */
    boolean isOfTheSearch() {
        return log.role() == Role.SEARCH;
    }

    /** What the trial is judged by: without the epochs after a standing decision. */
    Curve shown() {
        Decision.AtEpoch last = standing();
        return last == null ? log.curve() : log.curve().upTo(last.epoch());
    }

    /** Whether {@code epoch} is none that it trained past a standing decision. */
    boolean shows(int epoch) {
        Decision.AtEpoch last = standing();
        return last == null || epoch <= last.epoch();
    }

    /** The decision that its worker is to obey, or null. */
    Decision.@Nullable AtEpoch standing() {
        return stop == null ? pause : stop;
    }

    /** Whether it has given up its slot and waits to be resumed. */
    boolean waits() {
        return pause != null && stop == null && log.state() == JobLog.State.PAUSED;
    }

    /** What it was paused at. */
    NewEpoch pausedAt() {
        return new NewEpoch(trial(), shown());
    }

    Optional<Standing> standing(Objective objective) {
        boolean failed = log.state() == JobLog.State.FAILED;
        return shown().score(objective).map(score -> new Standing(trial(), log.number(), failed, score));
    }

    /**
     * Whether it has ended, and with a checkpoint of the epoch that {@code score} speaks of where its worker is to deliver
     * one.
     */
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

    static JudgeStateRecord.Trial entry(TrialLog log, Decision.@Nullable Ending stop, Decision.@Nullable Pause pause) {
        return new JudgeStateRecord.Trial(log.withCurve(Curve.empty()), stop, pause);
    }
}
