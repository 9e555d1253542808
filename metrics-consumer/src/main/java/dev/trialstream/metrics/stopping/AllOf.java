package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code all_of}: stops what all of its rules stop after the same epoch, each of them having its say. */
public record AllOf(List<StoppingRule> rules) implements StoppingRule {
    public AllOf {
        rules = List.copyOf(rules);
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

    /** Knows {@code {all_of: [...]}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.AllOf it
                    ? Optional.of(
                            new AllOf(it.allOf().stream().map(StoppingRules::of).toList()))
                    : Optional.empty();
        }
    }
}
