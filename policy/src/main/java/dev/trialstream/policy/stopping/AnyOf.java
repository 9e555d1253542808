package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code any_of}: stops a trial if one of its rules does, with the verdict of the first; and pauses it if one of them
 * pauses it. A paused trial continues once a rule resumes it and no other rule holds it: so a rule never resumes what another
 * one has paused.
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
        return resume(study, curves, PausedTrials.of(study.objective(), paused));
    }

    @Override
    public List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        List<Answers> answers = rules.stream()
                .filter(StoppingRule::pauses)
                .map(rule -> Answers.of(rule, study, curves, paused))
                .toList();
        Map<String, Verdict.Resume> resumed = new LinkedHashMap<>();
        for (Answers rule : answers) {
            rule.resumed().values().stream()
                    .filter(resume -> answers.stream().noneMatch(other -> other.holds(study, curves, resume.trial())))
                    .forEach(resume -> resumed.putIfAbsent(resume.trial(), resume));
        }
        return List.copyOf(resumed.values());
    }

    /** The trials that one of the rules resumes, by id. */
    private record Answers(StoppingRule rule, PausedTrials paused, Map<String, Verdict.Resume> resumed) {
        static Answers of(StoppingRule rule, Study study, Curves curves, PausedTrials paused) {
            Map<String, Verdict.Resume> resumed = new LinkedHashMap<>();
            rule.resume(study, curves, paused).forEach(resume -> resumed.putIfAbsent(resume.trial(), resume));
            return new Answers(rule, paused, resumed);
        }

        /** Whether the rule would pause the trial where it waits, and does not resume it. */
        boolean holds(Study study, Curves curves, String trial) {
            return !resumed.containsKey(trial)
                    && paused.find(trial)
                            .filter(at -> rule.judge(study, curves, at) instanceof Verdict.Pause)
                            .isPresent();
        }
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
