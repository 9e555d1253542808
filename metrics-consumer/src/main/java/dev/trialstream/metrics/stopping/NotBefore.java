package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/**
 * {@code not_before}: as another rule, which is not asked before an epoch.
 *
 * @param epoch the first after which it may stop a trial
 */
public record NotBefore(int epoch, StoppingRule rule) implements StoppingRule {
    public NotBefore {
        if (epoch < 1) {
            throw new IllegalArgumentException("not_before: expected an epoch of at least 1, got " + epoch);
        }
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch now) {
        return now.epoch() < epoch ? new Verdict.GoOn() : rule.judge(study, curves, now);
    }

    /** Knows {@code {rule: not_before, epoch: 5, of: {...}}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.NotBefore it
                    ? Optional.of(new NotBefore(it.epoch(), StoppingRules.of(it.of())))
                    : Optional.empty();
        }
    }
}
