package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperbandTest extends StoppingRuleContractTest {
    @Override
    protected StoppingSpec settings() {
        return new Hyperband(1, 3).spec();
    }

    /**
     * n = ⌈(s_max + 1)/(s + 1)·η^s⌉ of Li et al. 2018, algorithm 1, for s = s_max, …, 0. For 27 epochs 4/4·27, 4/3·9 = 12,
     * 4/2·3 = 6 and 4/1·1; for 81 epochs the paper's table 1 has 81, 34, 15, 8 and 5.
     */
    @ParameterizedTest(name = "{0} epochs, min {1}, eta {2}: {3}")
    @CsvSource({
        "27, 1, 3, 27 12 6 4",
        "81, 1, 3, 81 34 15 8 5",
        "30, 1, 3, 27 12 6 4",
        "26, 1, 3, 9 5 3",
        "16, 1, 2, 16 10 7 5 5",
        "27, 3, 3, 9 5 3",
        "64, 1, 4, 64 22 8 4",
        "2, 1, 3, 1"
    })
    void brackets_have_the_shares_of_the_paper(int epochs, int min, int reduction, String places) {
        Brackets brackets = Brackets.of(min, reduction, epochs);
        int[] n = Arrays.stream(places.split(" ")).mapToInt(Integer::parseInt).toArray();

        assertThat(brackets.count()).isEqualTo(n.length);
        for (int bracket = 0; bracket < n.length; bracket++) {
            assertThat(brackets.share(bracket))
                    .isCloseTo((double) n[bracket] / IntStream.of(n).sum(), within(1e-12));
        }
    }

    /** Bracket s of the paper halves s times; with 30 epochs as with 27. */
    @ParameterizedTest
    @ValueSource(ints = {27, 30, 80})
    void each_bracket_halves_once_less_than_the_one_before_and_the_last_never(int epochs) {
        Brackets brackets = Brackets.of(1, 3, epochs);

        List<List<Integer>> rungs = IntStream.range(0, brackets.count())
                .mapToObj(bracket -> IntStream.rangeClosed(1, epochs)
                        .filter(epoch -> brackets.isRung(bracket, epoch))
                        .boxed()
                        .toList())
                .toList();

        assertThat(rungs).containsExactly(List.of(1, 3, 9), List.of(3, 9), List.of(9), List.of());
    }

    @Test
    void the_worst_trial_of_the_last_bracket_trains_to_its_end() {
        Study study = Studies.study("s", new Hyperband(1, 3).spec(), 27);
        Brackets brackets = Brackets.of(1, 3, 27);
        int worst = IntStream.rangeClosed(1, 200)
                .filter(it -> brackets.of(it) == 3)
                .max()
                .orElseThrow();
        for (int epoch = 1; epoch <= 27; epoch++) {
            double[][] sofar = new double[worst][];
            for (int i = 0; i < worst; i++) {
                sofar[i] = new double[epoch];
                Arrays.fill(sofar[i], i + 1 == worst ? 0.9 : 0.1);
            }
            assertThat(Cases.last(study, sofar)).isEqualTo(new Verdict.GoOn());
        }
    }

    @Test
    void trials_fall_into_brackets_by_their_shares_however_many_there_are() {
        Brackets brackets = Brackets.of(1, 3, 27);

        for (int trials : new int[] {11, 33, 49, 330, 4900}) {
            for (int bracket = 0; bracket < 4; bracket++) {
                int wanted = bracket;
                long in = IntStream.rangeClosed(1, trials)
                        .filter(number -> brackets.of(number) == wanted)
                        .count();
                assertThat((double) in).isCloseTo(brackets.share(bracket) * trials, within(2.5));
            }
        }
    }

    @Test
    void a_trial_is_held_against_those_of_its_bracket_alone() {
        Study study = Studies.study("s", new Hyperband(1, 3).spec(), 27);
        Brackets brackets = Brackets.of(1, 3, 27);
        double[][] errors = new double[30][];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = new double[] {brackets.of(i + 1) == 0 ? 0.5 : 0.1};
        }
        int keen = IntStream.rangeClosed(1, 30)
                .filter(it -> brackets.of(it) == 0)
                .max()
                .orElseThrow();
        int patient = IntStream.rangeClosed(1, 30)
                .filter(it -> brackets.of(it) == 1)
                .max()
                .orElseThrow();
        StoppingRule rule = StoppingRules.onClassPath().make(study.stopping());

        // all in its bracket are equally good: none is stopped, although all others are better
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, keen)))
                .isEqualTo(new Verdict.GoOn());
        errors[keen - 1] = new double[] {0.6};
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, keen)))
                .isInstanceOf(Verdict.Stop.class);
        // epoch 1 is no rung of another bracket
        errors[patient - 1] = new double[] {0.9};
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, patient)))
                .isEqualTo(new Verdict.GoOn());
    }
}
