package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.List;

/** The judge without Kafka, event by event. It has no storage, so it needs a study's events from the beginning. */
public final class LocalJudge {
    private final Judges judges;

    public LocalJudge(StoppingRules rules) {
        this.judges = new Judges(rules, new NoMemory());
    }

    /** The judge's conclusions from one event. */
    public record Conclusions(List<Decision> decisions, List<Best> bests) {}

    /** @throws IllegalArgumentException if the event makes no sense */
    public Conclusions judge(HistoryEvent event) {
        try {
            Ruling ruling = judges.judge(event);
            return new Conclusions(ruling.decisions(), ruling.bests());
        } catch (Judges.MakesNoSense e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record NoMemory() implements JudgeStateStore {
        @Override
        public boolean knows(String study) {
            return false;
        }

        @Override
        public boolean hasEnded(String study) {
            return false;
        }

        @Override
        public void put(String study, JudgeStateRecord entry) {}

        @Override
        public List<JudgeStateRecord> of(String study) {
            return List.of();
        }

        @Override
        public void remove(String study) {}
    }
}
