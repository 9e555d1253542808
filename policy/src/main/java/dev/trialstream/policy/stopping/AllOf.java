package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code all_of}: stops a trial if all of its rules stop it after the same epoch. The reason contains those of all
 * rules.
 */
public record AllOf(List<StoppingRule> rules) implements StoppingRule {
    public AllOf {
        rules = List.copyOf(rules);
    }

    @Override
    public int firstEpoch() {
        return rules.stream().mapToInt(StoppingRule::firstEpoch).max().orElse(1);
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        List<Verdict.Stop> stops = new ArrayList<>();
        for (StoppingRule rule : rules) {
            if (!(rule.judge(study, curves, epoch) instanceof Verdict.Stop stop)) {
                return new Verdict.GoOn();
            }
            stops.add(stop);
        }
        return stops.size() == 1 ? stops.get(0) : together(stops);
    }

    private static Verdict.Stop together(List<Verdict.Stop> stops) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        stops.forEach(stop -> stop.numbers().forEach((name, value) -> numbers.put(stop.rule() + "_" + name, value)));
        return new Verdict.Stop(
                "all_of", numbers, stops.stream().map(Verdict.Stop::reason).collect(Collectors.joining("; and ")));
    }

    /** {@code all_of}. */
    public static final class Factory implements StoppingRuleFactory {
        static final Key<List<StoppingSpec>> RULES =
                NestedRules.list("all_of", true).help("The rules.");

        @Override
        public String name() {
            return "all_of";
        }

        @Override
        public String help() {
            return "Stops a trial that all of several rules stop after the same epoch.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(RULES);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new AllOf(settings.get(RULES).stream().map(rules::make).toList());
        }
    }
}
