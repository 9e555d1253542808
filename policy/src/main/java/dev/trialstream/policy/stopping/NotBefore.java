package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * {@code not_before}: like another rule, but not consulted before an epoch.
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
    public int firstEpoch() {
        return Math.max(epoch, rule.firstEpoch());
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch now) {
        return now.epoch() < epoch ? new Verdict.GoOn() : rule.judge(study, curves, now);
    }

    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return rule.resume(study, curves, paused);
    }

    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        return rule.resume(study, curves, paused);
    }

    @Override
    public boolean pauses() {
        return rule.pauses();
    }

    /** {@code not_before}. */
    public static final class Factory implements StoppingRuleFactory {
        static final Key<Integer> EPOCH = Key.whole("epoch", 1, Budget.MOST_EPOCHS)
                .needed()
                .help("First epoch after which the rule may stop a trial.");
        static final Key<List<StoppingSpec>> RULE = NestedRules.one("of").help("The rule that waits.");

        @Override
        public String name() {
            return "not_before";
        }

        @Override
        public String help() {
            return "Has another rule wait until an epoch.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(EPOCH, RULE);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new NotBefore(
                    settings.get(EPOCH), rules.make(settings.get(RULE).get(0)));
        }
    }
}
