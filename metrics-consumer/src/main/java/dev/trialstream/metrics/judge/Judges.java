package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Study;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** A judge for each running study. After a restart, a study's judge is restored from the store at its first event. */
final class Judges {
    private final StoppingRules rules;
    private final JudgeStateStore store;
    private final Map<String, StudyJudge> byStudy = new HashMap<>();

    Judges(StoppingRules rules, JudgeStateStore store) {
        this.rules = rules;
        this.store = store;
    }

    /**
     * Judges {@code event}; the results are stored once this returns.
     *
     * @throws MakesNoSense if the event must be skipped; then nothing of it is kept
     */
    Ruling judge(HistoryEvent event) throws MakesNoSense {
        String study = event.study();
        if (event.fact() instanceof Fact.Deleted) {
            byStudy.remove(study);
            store.remove(study);
            return Ruling.NOTHING;
        } else if (store.hasEnded(study)) {
            return Ruling.NOTHING;
        } else if (event.fact() instanceof Fact.Ended ended) {
            byStudy.remove(study);
            if (store.knows(study)) {
                store.put(study, new JudgeStateRecord.Ended(ended.state(), ended.reason(), event.time()));
            }
            return Ruling.NOTHING;
        }
        try {
            Optional<StudyJudge> judge = of(study);
            Ruling ruling = judge.isPresent() ? judge.get().judge(event) : open(event);
            store.putAll(study, ruling.entries());
            return ruling;
        } catch (KafkaException e) {
            byStudy.remove(study);
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            byStudy.remove(study);
            throw new MakesNoSense(e);
        }
    }

    /**
     * Applies a decision of another policy version that followed from {@code cause}, which has been judged.
     *
     * @return false if it was ignored, because this process decides on the study
     */
    boolean follow(HistoryEvent cause, Decision decision) throws MakesNoSense {
        try {
            Optional<StudyJudge> judge = of(cause.study()).filter(it -> !it.derives());
            judge.ifPresent(
                    it -> store.putAll(cause.study(), it.follow(cause, decision).entries()));
            return judge.isPresent();
        } catch (KafkaException e) {
            byStudy.remove(cause.study());
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            byStudy.remove(cause.study());
            throw new MakesNoSense(e);
        }
    }

    private Optional<StudyJudge> of(String study) {
        StudyJudge present = byStudy.get(study);
        if (present != null || !store.knows(study) || store.hasEnded(study)) {
            return Optional.ofNullable(present);
        }
        List<JudgeStateRecord> kept = store.of(study);
        StudyJudge judge =
                new StudyJudge(((JudgeStateRecord.Accepted) kept.get(0)).study(), 1, rules); // restored with its policy
        judge.restore(kept);
        byStudy.put(study, judge);
        return Optional.of(judge);
    }

    private Ruling open(HistoryEvent event) {
        if (!(event.fact() instanceof Fact.Accepted accepted)) {
            return Ruling.NOTHING; // nothing is judged before the acceptance and after the end
        }
        Study study = accepted.spec();
        if (!study.study().equals(event.study())) {
            throw new IllegalArgumentException(
                    "expected the specification of " + event.study() + ", got that of " + study.study());
        }
        byStudy.put(event.study(), new StudyJudge(study, accepted.policyVersion(), rules));
        return new Ruling(List.of(new JudgeStateRecord.Accepted(study, accepted.policy())), List.of());
    }

    /** A record that may be readable, but not as an event of its study. */
    static final class MakesNoSense extends Exception {
        MakesNoSense(String complaint) {
            super(complaint);
        }

        MakesNoSense(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
