import dev.trialstream.policy.stopping.Curves;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.StoppingRule;
import dev.trialstream.policy.stopping.StoppingRuleFactory;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An example stopping rule for errors and losses: stops a trial that is {@code factor} times as bad as the best at the
 * same epoch.
 */
public record Laggard(double factor, int from) implements StoppingRule {
    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        Optional<Score> score = epoch.curve().score(study.objective());
        Optional<Score> best = curves.at(epoch.epoch()).at(1);
        boolean early = epoch.epoch() < from || epoch.epoch() >= study.budget().epochs();
        if (early || score.isEmpty() || best.isEmpty()) {
            return new Verdict.GoOn();
        }
        double bound = factor * best.get().value();
        double value = score.get().value();
        return value <= bound
                ? new Verdict.GoOn()
                : new Verdict.Stop(
                        "laggard",
                        Map.of("value", value, "bound", bound),
                        String.format(Locale.ROOT, "%.4g is beyond %.4g, %.3g times the best", value, bound, factor));
    }

    /** {@code {rule: laggard, factor: 3, from: 2}}. */
    public static final class Factory implements StoppingRuleFactory {
        private static final Key<Double> FACTOR = Key.number("factor", Interval.above(1, 1e6))
                .otherwise(3.0)
                .help("How many times as bad as the best a trial may be.");
        private static final Key<Integer> FROM =
                Key.whole("from", 1, 100_000).otherwise(2).help("First epoch that counts.");

        @Override
        public String name() {
            return "laggard";
        }

        @Override
        public String help() {
            return "Stops a trial that is several times as bad as the best at the same epoch.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(FACTOR, FROM);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Laggard(settings.get(FACTOR), settings.get(FROM));
        }
    }
}
