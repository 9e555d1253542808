package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.space.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A Parzen estimator over all dimensions at once: the mean of components, each a product of one {@link Kernel} per
 * dimension. The first component is the prior, flat throughout.
 *
 * <p>If a dimension was not active in a trial, the trial's component uses the prior's kernel. So knowledge of a
 * conditional dimension comes from the trials in which it was active. A trial of another branch adds only the prior,
 * and little of it, because its kernel of the deciding dimension lies elsewhere.
 *
 * @param components number of components
 * @param kernels of each dimension by name, one for each component
 */
record Parzen(int components, Map<String, List<Kernel>> kernels) {

    /** Draws one component, as a function from dimension names to quantiles. */
    ToDoubleFunction<String> draw(SplittableRandom random) {
        int component = random.nextInt(components);
        return name -> kernel(component, name).draw(random);
    }

    /** The density at {@code point}, relative to the prior's. */
    double density(Point point) {
        double[] products = new double[components];
        Arrays.fill(products, 1);
        for (Map.Entry<String, Quantiles> place : point.places().entrySet()) {
            List<Kernel> ofDimension = of(place.getKey());
            for (int i = 0; i < components; i++) {
                products[i] *= ofDimension.get(i).density(place.getValue());
            }
        }
        return Arrays.stream(products).sum() / components;
    }

    Kernel kernel(int component, String name) {
        return of(name).get(component);
    }

    private List<Kernel> of(String name) {
        return Objects.requireNonNull(kernels.get(name), name);
    }
}
