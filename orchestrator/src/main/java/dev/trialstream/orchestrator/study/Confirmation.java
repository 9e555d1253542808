package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The trials after the search. The best of many trials on few validation rows is partly luck. So the judge's candidates
 * are trained again with fresh seeds, on rows split again if there are few; and the winner is trained once more on all
 * rows but the test rows.
 */
final class Confirmation {
    /** With fewer validation rows than this, the choice of rows matters more than the seed of a training. */
    private static final int FEW_ROWS = 2000;

    /** Sampler name in the events of these trials. */
    static final String PROPOSER = "promotion";

    private final StudyLog log;

    Confirmation(StudyLog log) {
        this.log = log;
    }

    /**
     * The next confirmation trial; empty once all have been requested or the time is over. All candidates are trained once
     * before any a second time, so that each has had as many trials if the time runs out.
     */
    Optional<Fact.Requested> next(Study study) {
        List<String> candidates = log.nominated().orElseThrow().decision().candidates();
        int requested = log.trials(Role.CONFIRM).size();
        long all = (long) candidates.size() * study.promotion().confirm();
        if (requested >= all || log.timeExpired()) {
            return Optional.empty();
        }
        int repeat = requested / candidates.size() + 1;
        String candidate = candidates.get(requested % candidates.size());
        return Optional.of(request(
                study,
                Role.CONFIRM,
                candidate,
                rows(study, repeat),
                study.budget().epochs()));
    }

    private RowUse rows(Study study, int repeat) {
        boolean few =
                log.profile().map(profile -> profile.validation() < FEW_ROWS).orElse(false);
        return few
                ? RowUse.resampled(Seeds.derive(study.search().seed(), repeat, Seeds.Purpose.RESAMPLING))
                : RowUse.AS_SPLIT;
    }

    /** The refit trial, if there must be one and it has not been requested. */
    Optional<Fact.Requested> refit(Study study) {
        Fact.Promoted promoted = log.promoted().orElseThrow();
        OptionalInt epochs = promoted.refitEpochs();
        String winner = promoted.decision().job();
        return epochs.isEmpty() || log.timeExpired() || log.refit().isPresent()
                ? Optional.empty()
                : Optional.of(request(study, Role.REFIT, winner, RowUse.POOLED, epochs.getAsInt()));
    }

    /** The trial whose model is delivered: the refit, or the winner itself without a refit. */
    TrialLog trained() {
        String winner = log.promoted().orElseThrow().decision().job();
        return log.refit()
                .filter(refit -> refit.state() == JobLog.State.COMPLETED)
                .orElseGet(() -> log.trial(Ids.numberOf(winner)).orElseThrow());
    }

    private Fact.Requested request(Study study, Role role, String of, RowUse rows, int epochs) {
        int number = log.trials().size() + 1;
        return new Fact.Requested(
                Ids.trial(log.study(), number),
                number,
                role,
                log.trial(Ids.numberOf(of)).orElseThrow().parameters(),
                Seeds.derive(study.search().seed(), number, Seeds.Purpose.TRAINING),
                PROPOSER,
                new Repeat(of, rows, epochs));
    }
}
