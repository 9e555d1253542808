package dev.trialstream.policy.search;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.Seeds.Purpose;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points spread evenly in every dimension (McKay, Beckman and Conover 1979, "A comparison of three methods for
 * selecting values of input variables"). Every dimension's prior is divided into {@code size} equal parts. Of
 * {@code size} consecutive trials, each has its own part of every dimension and is drawn within it.
 *
 * <p>A point that violates the constraints is replaced by one of the prior.
 */
public final class LatinHypercube {
    private LatinHypercube() {}

    /** The point of trial {@code number}, from 1; trials after {@code size} start another hypercube. */
    public static Parameters point(Study study, int number, int size) {
        long root = study.search().seed();
        SplittableRandom within = new SplittableRandom(Seeds.derive(root, number, Purpose.SUGGESTION));
        // trials count from 1, so no lower number shares their streams
        long cube = Seeds.derive(root, -((number - 1) / size), Purpose.SUGGESTION);
        List<String> names = List.copyOf(study.space().dimensions().keySet());
        Parameters point = study.space().draw(study.fixed(), name -> {
            int[] parts = permutation(size, Seeds.derive(cube, names.indexOf(name), Purpose.SUGGESTION));
            return (parts[(number - 1) % size] + within.nextDouble()) / size;
        });
        return Feasible.orDrawn(study, number, point);
    }

    /** The shuffle of Fisher and Yates. */
    private static int[] permutation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
