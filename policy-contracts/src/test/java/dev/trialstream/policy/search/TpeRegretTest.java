package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.contracts.Trials;
import dev.trialstream.policy.search.tpe.TpeSampler;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The purpose of the estimator: on functions with known minima it gets closer than random search, in the median of 20
 * seeds.
 */
class TpeRegretTest {
    private static final int SEEDS = 20;
    private static final int TRIALS = 60;

    /** A function with minimum 0, and the required factor by which it must be closer than random search. */
    private record Function(String name, double closer, SearchSpace space, ToDoubleFunction<Parameters> value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Function> functions() {
        return List.of(
                // x0² + … + x4² on [−5, 5]⁵
                new Function("sphere", 5, cube(5, -5, 5), TpeRegretTest::sphere),
                // Σ 100·(x_{i+1} − x_i²)² + (1 − x_i)² on [−5, 10]⁵
                new Function("rosenbrock", 5, cube(5, -5, 10), TpeRegretTest::rosenbrock),
                // on [−5, 10] × [0, 15], less its minimum of 0.397887
                new Function("branin", 5, rectangle(), TpeRegretTest::branin),
                // −20·exp(−0.2·√mean z²) − exp(mean cos 2πz) + 20 + e over whole numbers and a branch with a real one
                new Function("mixed ackley", 2, mixed(), TpeRegretTest::ackley));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void it_comes_closer_to_a_minimum_than_random_search(Function function) {
        double tpe = medianRegret(new TpeSampler(), function);
        double random = medianRegret(new RandomSampler(), function);
        assertThat(tpe).as("regret of random search: %s", random).isLessThan(random / function.closer());
    }

    private static double medianRegret(Sampler sampler, Function function) {
        double[] regrets = LongStream.rangeClosed(1, SEEDS)
                .mapToDouble(seed -> regret(sampler, function, seed))
                .sorted()
                .toArray();
        return (regrets[SEEDS / 2 - 1] + regrets[SEEDS / 2]) / 2;
    }

    private static double regret(Sampler sampler, Function function, long seed) {
        Study study = Studies.over(function.space, seed);
        List<TrialLog> past = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (int number = 1; number <= TRIALS; number++) {
            Parameters point =
                    sampler.suggest(study, new SearchHistory(past), number).parameters();
            double value = function.value().applyAsDouble(point);
            past.add(Trials.completed(number, point, value));
            best = Math.min(best, value);
        }
        return best;
    }

    private static SearchSpace cube(int dimensions, double min, double max) {
        Map<String, Dimension> space = new LinkedHashMap<>();
        for (int i = 0; i < dimensions; i++) {
            space.put("x" + i, FloatDimension.linear(min, max));
        }
        return new SearchSpace(space);
    }

    private static SearchSpace rectangle() {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("x0", FloatDimension.linear(-5, 10));
        space.put("x1", FloatDimension.linear(0, 15));
        return new SearchSpace(space);
    }

    private static SearchSpace mixed() {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("x0", IntDimension.linear(-20, 30));
        space.put("x1", IntDimension.linear(-30, 20));
        space.put("x2", FloatDimension.linear(-30, 20));
        space.put("side", CategoricalDimension.of("near", "far", "farther"));
        space.put("x3", FloatDimension.linear(-30, 20).when("side", "near"));
        return new SearchSpace(space);
    }

    private static double sphere(Parameters point) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += point.number("x" + i) * point.number("x" + i);
        }
        return sum;
    }

    private static double rosenbrock(Parameters point) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double x = point.number("x" + i);
            double bend = point.number("x" + (i + 1)) - x * x;
            sum += 100 * bend * bend + (1 - x) * (1 - x);
        }
        return sum;
    }

    private static double branin(Parameters point) {
        double x = point.number("x0");
        double y = point.number("x1");
        double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.397887;
    }

    /** A categorical distance stands for a fourth coordinate of 15 or 25. */
    private static double ackley(Parameters point) {
        double fourth =
                point.has("x3") ? point.number("x3") : point.text("side").equals("far") ? 15 : 25;
        double[] z = {point.number("x0"), point.number("x1"), point.number("x2"), fourth};
        double squares = 0;
        double waves = 0;
        for (double coordinate : z) {
            squares += coordinate * coordinate / z.length;
            waves += Math.cos(2 * Math.PI * coordinate) / z.length;
        }
        return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
    }
}
