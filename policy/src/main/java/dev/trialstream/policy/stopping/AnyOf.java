package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * {@code any_of}: stops a trial if one of its rules does, with the verdict of the first; and pauses it if one of them
 * pauses it.
 */
public record AnyOf(List<StoppingRule> rules) implements StoppingRule {
    public AnyOf {
        rules = List.copyOf(rules);
    }

    @Override
    public int firstEpoch() {
        return rules.stream().mapToInt(StoppingRule::firstEpoch).min().orElse(1);
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
    public List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        return rules.stream()
                .filter(StoppingRule::pauses)
                .flatMap(rule -> rule.resume(study, curves, paused).stream())
                .toList();
    }

    @Override
    public boolean pauses() {
        return rules.stream().anyMatch(StoppingRule::pauses);
    }

    /** {@code any_of}. */
    public static final class Factory implements StoppingRuleFactory {
        static final Key<List<StoppingSpec>> RULES =
                NestedRules.list("any_of", false).help("The rules.");

        @Override
        public String name() {
            return "any_of";
        }

        @Override
        public String help() {
            return "Stops a trial that one of several rules stops.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(RULES);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new AnyOf(settings.get(RULES).stream().map(rules::make).toList());
        }
    }
}
