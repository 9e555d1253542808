package dev.trialstream.metrics.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.metrics.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
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

/** What every stopping rule keeps, on twenty trials of nine epochs whose epochs arrive in a drawn order. */
abstract class StoppingRuleContractTest {
    private static final int TRIALS = 20;
    private static final int EPOCHS = 9;

    abstract StoppingSpec settings();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_question_has_the_same_answer(long seed) {
        assertThat(verdicts(seed)).isEqualTo(verdicts(seed));
        replay(seed, (epoch, curves) -> assertThat(judge(curves, epoch)).isEqualTo(judge(curves, epoch)));
    }

    /** Asked at every epoch, the curves keep an index of what was asked before; asked once, they have none. */
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

    Study study() {
        return Studies.study("s", settings(), EPOCHS);
    }

    Verdict judge(Curves curves, NewEpoch epoch) {
        return StoppingRules.of(settings()).judge(study(), curves, epoch);
    }

    List<Verdict> verdicts(long seed) {
        List<Verdict> verdicts = new ArrayList<>();
        replay(seed, (epoch, curves) -> verdicts.add(judge(curves, epoch)));
        return verdicts;
    }

    void replay(long seed, Arrival arrival) {
        CurveIndex curves = new CurveIndex(study().objective());
        for (NewEpoch epoch : arrivals(seed)) {
            curves.put(epoch.trial(), epoch.curve());
            arrival.of(epoch, curves);
        }
    }

    /** The first trial has an error of 0.5 throughout, the others none. */
    void replayDiverging(Arrival arrival) {
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

    /** Each trial heads for an error of its own; one epoch in twenty has no finite error. */
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

    /** An epoch and all that was shown by then. */
    interface Arrival {
        void of(NewEpoch epoch, Curves curves);
    }
}
