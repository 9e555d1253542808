package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.Optional;

/** {@code any_of}: stops what one of its rules stops, the first of them speaking; and pauses what one of them pauses. */
public record AnyOf(List<StoppingRule> rules) implements StoppingRule {
    public AnyOf {
        rules = List.copyOf(rules);
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        Verdict answer = new Verdict.GoOn();
        for (StoppingRule rule : rules) {
            Verdict verdict = rule.judge(study, curves, epoch);
            if (verdict instanceof Verdict.Stop) {
                return verdict;
            } else if (verdict instanceof Verdict.Pause && answer instanceof Verdict.GoOn) {
                answer = verdict;
            }
        }
        return answer;
    }

    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return rules.stream()
                .flatMap(rule -> rule.resume(study, curves, paused).stream())
                .toList();
    }

    @Override
    public boolean pauses() {
        return rules.stream().anyMatch(StoppingRule::pauses);
    }

    /** Knows {@code {any_of: [...]}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.AnyOf it
                    ? Optional.of(
                            new AnyOf(it.anyOf().stream().map(StoppingRules::of).toList()))
                    : Optional.empty();
        }
    }
}
