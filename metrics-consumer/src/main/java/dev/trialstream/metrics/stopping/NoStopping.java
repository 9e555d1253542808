package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/** {@code none}: every trial trains to its last epoch. */
public record NoStopping() implements StoppingRule {

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        return new Verdict.GoOn();
    }

    /** Knows {@code {rule: none}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.None ? Optional.of(new NoStopping()) : Optional.empty();
        }
    }
}
