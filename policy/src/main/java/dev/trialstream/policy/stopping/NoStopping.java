package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Settings;

/** {@code none}: every trial trains to its last epoch. */
public record NoStopping() implements StoppingRule {
    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        return new Verdict.GoOn();
    }

    /** {@code none}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "none";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Every trial trains to its last epoch.";
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new NoStopping();
        }
    }
}
