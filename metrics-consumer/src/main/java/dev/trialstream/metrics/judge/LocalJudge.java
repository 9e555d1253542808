package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.List;

/** The judge without Kafka, event by event. It keeps nothing: it judges studies that it has heard from their beginning. */
public final class LocalJudge {
    private final Judges judges;

    public LocalJudge(StoppingRules rules) {
        this.judges = new Judges(rules, new NoMemory());
    }

    /** What the judge says of one event. */
    public record Said(List<Decision> decisions, List<Best> bests) {}

    /** @throws IllegalArgumentException where the event makes no sense */
    public Said judge(HistoryEvent event) {
        try {
            Ruling ruling = judges.judge(event);
            return new Said(ruling.decisions(), ruling.bests());
        } catch (Judges.MakesNoSense e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record NoMemory() implements Memory {
        @Override
        public boolean knows(String study) {
            return false;
        }

        @Override
        public boolean hasEnded(String study) {
            return false;
        }

        @Override
        public void put(String study, Entry entry) {}

        @Override
        public List<Entry> of(String study) {
            return List.of();
        }

        @Override
        public void remove(String study) {}
    }
}
