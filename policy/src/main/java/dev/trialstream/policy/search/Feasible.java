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
 * Draws points that satisfy a study's constraints, by rejection. So a sampler's density keeps its shape where the
 * constraints hold, and without constraints the draws do not change.
 */
public final class Feasible {
    /** If one point in a thousand is feasible, all these draws fail once in 20,000 times. */
    public static final int MOST_DRAWS = 10_000;

    private Feasible() {}

    /**
     * The first of {@code draws} that satisfies the constraints. If none of {@link #MOST_DRAWS} does, it is
     * {@link #anyOf}, so that an accepted study always gets a point.
     *
     * @param draws points of the study's space
     * @throws InvalidStudy if there is no such point either
     */
    public static Parameters point(Study study, Supplier<Parameters> draws) {
        return points(study, 1, draws).get(0);
    }

    /** Up to {@code count} of {@code draws} that satisfy the constraints, in their order; at least one. */
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

    /** {@code proposed} for trial {@code number}, or a draw from the prior if it violates the constraints. */
    public static Parameters orDrawn(Study study, int number, Parameters proposed) {
        SplittableRandom random = random(study, number);
        return holds(study, proposed) ? proposed : point(study, () -> drawn(study, random));
    }

    /**
     * A feasible point of the prior, always the same one.
     *
     * @throws InvalidStudy that names the constraint that was satisfied least often, if none was found
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
