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
 * The trials after the search. The best of many on few validation rows is partly luck, so the candidates that the judge
 * names are trained again with fresh seeds, on rows parted anew while there are few of them; and the winner once more
 * on all rows but the test rows.
 */
final class Confirmation {
    /** With fewer validation rows than this, which rows they are weighs more than the seed of a training. */
    private static final int FEW_ROWS = 2000;

    /** Who proposes these trials, in their events. */
    static final String PROPOSER = "promotion";

    private final StudyLog log;

    Confirmation(StudyLog log) {
        this.log = log;
    }

    /**
     * The next trial that confirms a candidate; empty once all have been requested or the time is over. Every candidate is
     * trained once before any is trained a second time: should the time run out, all have had as many chances.
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

    /** The trial that refits the winner, where there is to be one and it has not been requested. */
    Optional<Fact.Requested> refit(Study study) {
        Fact.Promoted promoted = log.promoted().orElseThrow();
        OptionalInt epochs = promoted.refitEpochs();
        String winner = promoted.decision().job();
        return epochs.isEmpty() || log.timeExpired() || log.refit().isPresent()
                ? Optional.empty()
                : Optional.of(request(study, Role.REFIT, winner, RowUse.POOLED, epochs.getAsInt()));
    }

    /** The trial whose model is delivered: the refitted winner, or the winner itself where there is none. */
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
