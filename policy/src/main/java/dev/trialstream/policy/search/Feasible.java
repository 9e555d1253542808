package dev.trialstream.policy.search;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.Seeds.Purpose;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Points that hold a study's constraints, found by drawing until one does. So a sampler's density keeps its shape where
 * the constraints hold, and a study without constraints draws what it would draw anyway.
 */
public final class Feasible {
    /** Of a space of which one point in a thousand is feasible, all fail once in 20,000 times. */
    public static final int MOST_DRAWS = 10_000;

    private Feasible() {}

    /**
     * The first of {@code draws} that holds the constraints. Where none of {@link #MOST_DRAWS} does it is {@link #anyOf},
     * so that a study that was accepted is never at a loss.
     *
     * @param draws points of the study's space
     * @throws InvalidStudy where there is no such point either
     */
    public static Parameters point(Study study, Supplier<Parameters> draws) {
        return points(study, 1, draws).get(0);
    }

    /** Up to {@code count} of {@code draws} that hold the constraints, in their order; at least one. */
    public static List<Parameters> points(Study study, int count, Supplier<Parameters> draws) {
        List<Parameters> points = new ArrayList<>();
        for (int i = 0; points.size() < count && i < Math.max(count, MOST_DRAWS); i++) {
            Parameters drawn = draws.get();
            if (holds(study, drawn)) {
                points.add(drawn);
            }
        }
        return points.isEmpty() ? List.of(anyOf(study)) : points;
    }

    /** {@code proposed} for trial {@code number}, or where it does not hold the constraints a draw from the prior. */
    public static Parameters orDrawn(Study study, int number, Parameters proposed) {
        SplittableRandom random = random(study, number);
        return holds(study, proposed) ? proposed : point(study, () -> drawn(study, random));
    }

    /**
     * A point of the prior, the same one whenever it is asked for.
     *
     * @throws InvalidStudy that names the constraint that held least often, where none was found
     */
    public static Parameters anyOf(Study study) {
        SplittableRandom random = random(study, 0);
        int[] held = new int[study.constraints().size()];
        for (int i = 0; i < MOST_DRAWS; i++) {
            Parameters drawn = drawn(study, random);
            if (holds(study, drawn)) {
                return drawn;
            }
            count(study, drawn, held);
        }
        throw nowhere(study, held);
    }

    private static void count(Study study, Parameters drawn, int[] held) {
        Parameters all = drawn.orElse(study.fixed());
        for (int i = 0; i < held.length; i++) {
            held[i] += study.constraints().get(i).holds(all) ? 1 : 0;
        }
    }

    private static InvalidStudy nowhere(Study study, int[] held) {
        int rarest = 0;
        for (int i = 1; i < held.length; i++) {
            rarest = held[i] < held[rarest] ? i : rarest;
        }
        return new InvalidStudy(
                "constraints",
                "no point found that holds them in " + MOST_DRAWS + " draws; "
                        + study.constraints().get(rarest) + " held in " + held[rarest]
                        + " of them; loosen it or move the space to where it holds");
    }

    private static boolean holds(Study study, Parameters point) {
        return study.constraints().isEmpty()
                || Constraint.firstViolated(study.constraints(), point.orElse(study.fixed()))
                        .isEmpty();
    }

    private static Parameters drawn(Study study, SplittableRandom random) {
        return study.space().draw(study.fixed(), name -> random.nextDouble());
    }

    private static SplittableRandom random(Study study, int number) {
        return new SplittableRandom(Seeds.derive(study.search().seed(), number, Purpose.FEASIBILITY));
    }
}
