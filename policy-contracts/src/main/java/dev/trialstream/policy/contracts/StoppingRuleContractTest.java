package dev.trialstream.policy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.stopping.CurveIndex;
import dev.trialstream.policy.stopping.Curves;
import dev.trialstream.policy.stopping.NewEpoch;
import dev.trialstream.policy.stopping.StoppingRuleFactory;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of stopping rules, on twenty trials of nine epochs whose epochs arrive in a random order. */
public abstract class StoppingRuleContractTest {
    private static final int TRIALS = 20;
    private static final int EPOCHS = 9;

    private final StoppingRules rules = StoppingRules.onClassPath();

    /** The rule's settings in a study, as {@link #rule} reads them. */
    protected abstract StoppingSpec settings();

    /** Reads {@code {rule: NAME, ...}} as in a study file, with all checks. */
    protected static StoppingSpec rule(String text) {
        return StoppingRules.onClassPath().read(new Fields(Json.yaml().readTree(text), "stopping"));
    }

    /** Whether the rule can stop or pause trials; otherwise some tests do not apply. */
    protected boolean acts() {
        return true;
    }

    /** The other tests say little about a rule that never acts. */
    @Test
    void the_rule_acts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            verdicts.addAll(verdicts(seed));
        }
        replayDiverging((epoch, curves) -> verdicts.add(judge(curves, epoch)));
        assertThat(verdicts.stream().anyMatch(verdict -> !verdict.equals(new Verdict.GoOn())))
                .isEqualTo(acts());
    }

    @Test
    void the_rule_and_its_settings_are_described() {
        StoppingRuleFactory factory = rules.all().stream()
                .filter(it -> it.name().equals(settings().rule()))
                .findFirst()
                .orElseThrow();
        assertThat(factory.help()).endsWith(".");
        assertThat(factory.keys())
                .allSatisfy(key -> assertThat(key.help()).as(key.name()).endsWith("."));
    }

    @Test
    void the_settings_mean_the_same_when_they_are_read_again() {
        byte[] written = Json.json().writeValueAsBytes(settings());
        assertThat(Json.json().readValue(written, StoppingSpec.class)).isEqualTo(settings());
        assertThat(rules.read(new Fields(Json.json().readTree(written), "stopping")))
                .isEqualTo(settings());
        assertThat(rules.make(settings())).isEqualTo(rules.make(settings()));
    }

    /** A decision names its rule, and every rule that decides can be found by that name. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_verdict_says_why_in_one_line(long seed) {
        for (Verdict verdict : verdicts(seed)) {
            if (verdict instanceof Verdict.Stop stop) {
                assertThat(stop.reason()).isNotBlank().doesNotContain("\n");
                assertThat(stop.rule()).isNotBlank();
            } else if (verdict instanceof Verdict.Pause pause) {
                assertThat(rules.make(settings()).pauses()).isTrue();
                assertThat(pause.reason()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_question_has_the_same_answer(long seed) {
        assertThat(verdicts(seed)).isEqualTo(verdicts(seed));
        replay(seed, (epoch, curves) -> assertThat(judge(curves, epoch)).isEqualTo(judge(curves, epoch)));
    }

    /** Curves that are queried at every epoch have an index of earlier queries; curves queried once have none. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void earlier_questions_leave_no_trace(long seed) {
        replay(seed, (epoch, curves) -> {
            CurveIndex fresh = new CurveIndex(study().objective());
            arrivedBy(epoch, seed).forEach(fresh::put);
            assertThat(judge(curves, epoch)).isEqualTo(judge(fresh, epoch));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_last_epoch_is_never_a_stop(long seed) {
        replay(seed, (epoch, curves) -> {
            if (epoch.epoch() == EPOCHS) {
                assertThat(judge(curves, epoch)).isEqualTo(new Verdict.GoOn());
            }
        });
    }

    @Test
    void trials_that_diverge_are_judged_in_finite_numbers() {
        replayDiverging((epoch, curves) -> {
            if (judge(curves, epoch) instanceof Verdict.Stop stop) {
                assertThat(stop.numbers().values()).allMatch(Double::isFinite);
            }
        });
    }

    protected Study study() {
        return Studies.study("s", settings(), EPOCHS);
    }

    protected Verdict judge(Curves curves, NewEpoch epoch) {
        return rules.make(settings()).judge(study(), curves, epoch);
    }

    protected List<Verdict> verdicts(long seed) {
        List<Verdict> verdicts = new ArrayList<>();
        replay(seed, (epoch, curves) -> verdicts.add(judge(curves, epoch)));
        return verdicts;
    }

    protected void replay(long seed, Arrival arrival) {
        CurveIndex curves = new CurveIndex(study().objective());
        for (NewEpoch epoch : arrivals(seed)) {
            curves.put(epoch.trial(), epoch.curve());
            arrival.of(epoch, curves);
        }
    }

    /** The first trial has an error of 0.5 throughout; the others have none. */
    protected void replayDiverging(Arrival arrival) {
        CurveIndex curves = new CurveIndex(study().objective());
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int trial = 1; trial <= TRIALS; trial++) {
                double[] errors = new double[epoch];
                java.util.Arrays.fill(errors, trial == 1 ? 0.5 : Double.NaN);
                curves.put("s." + trial, Studies.curve(errors));
                arrival.of(new NewEpoch("s." + trial, Studies.curve(errors)), curves);
            }
        }
    }

    private static Map<String, Curve> arrivedBy(NewEpoch last, long seed) {
        Map<String, Curve> arrived = new HashMap<>();
        for (NewEpoch epoch : arrivals(seed)) {
            arrived.put(epoch.trial(), epoch.curve());
            if (epoch.equals(last)) {
                return arrived;
            }
        }
        throw new AssertionError(last + " never arrived");
    }

    /** Each trial converges to its own error; one epoch in twenty has no finite error. */
    private static List<NewEpoch> arrivals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] goals = random.doubles(TRIALS).toArray();
        Curve[] curves = new Curve[TRIALS];
        java.util.Arrays.fill(curves, Curve.empty());
        List<NewEpoch> arrivals = new ArrayList<>();
        while (arrivals.size() < TRIALS * EPOCHS) {
            int trial = random.nextInt(TRIALS);
            int epoch = curves[trial].lastEpoch() + 1;
            if (epoch <= EPOCHS) {
                double noisy = goals[trial] + random.nextDouble() / epoch;
                double error = random.nextInt(20) == 0 ? Double.NaN : noisy;
                curves[trial] = curves[trial].plus(new EpochPoint(epoch, Map.of("validation_error", error), null));
                arrivals.add(new NewEpoch("s." + (trial + 1), curves[trial]));
            }
        }
        return arrivals;
    }

    /** An epoch with all curves up to that moment. */
    protected interface Arrival {
        void of(NewEpoch epoch, Curves curves);
    }
}
