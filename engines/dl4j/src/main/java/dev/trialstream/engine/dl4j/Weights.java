package dev.trialstream.engine.dl4j;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.training.plan.Initializer;
import dev.trialstream.training.plan.Plan;
import java.util.List;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Initial weights. */
final class Weights {
    private Weights() {}

    /** Written out, because DL4J's own initialisers of the same names truncate or spread wider. */
    static Distribution distribution(Initializer initializer, int in, int out) {
        double bound = initializer.bound(in, out);
        return initializer.isUniform()
                ? new UniformDistribution(-bound, bound)
                : new NormalDistribution(0, initializer.deviation(in, out));
    }

    /** Does nothing if the layer's initialiser is another one. */
    static void orthogonalise(MultiLayerNetwork network, Blueprint.Hidden layer, Plan plan) {
        if (layer.initializer().isOrthogonal()) {
            for (String name : layer.weights()) {
                INDArray weights = network.getParam(name);
                orthogonalise(weights, layer.initializer().scale(), seed(plan, name), layer.gates());
            }
        }
    }

    static void orthogonaliseOutput(MultiLayerNetwork network, Plan plan) {
        Initializer initializer = plan.network().output();
        if (initializer.isOrthogonal()) {
            String name = network.getnLayers() - 1 + "_W";
            orthogonalise(network.getParam(name), initializer.scale(), seed(plan, name), 1);
        }
    }

    private static long seed(Plan plan, String name) {
        return Seeds.ofEpoch(plan.seed(), 0) * 31 + name.hashCode();
    }

    /** @param gates number of matrices side by side */
    private static void orthogonalise(INDArray weights, double scale, long seed, int gates) {
        if (weights.rank() == 4) { // [filters × channels × height × width]: a row for each filter
            int filters = (int) weights.size(0);
            int inputs = (int) (weights.length() / filters);
            INDArray matrix = Nd4j.create(
                    OrthogonalWeights.draw(filters, inputs, scale, seed), new long[] {filters, inputs}, 'c');
            weights.assign(matrix.reshape('c', weights.shape()));
            return;
        }
        int rows = (int) weights.size(0);
        int columns = (int) weights.size(1) / gates;
        for (int gate = 0; gate < gates; gate++) {
            INDArray matrix = Nd4j.create(
                    OrthogonalWeights.draw(rows, columns, scale, seed + gate), new long[] {rows, columns}, 'c');
            weights.get(NDArrayIndex.all(), NDArrayIndex.interval((long) gate * columns, (gate + 1L) * columns))
                    .assign(matrix);
        }
    }

    /** Names of the parameters of a DL4J layer that are weights, out of those that it may have. */
    static List<String> names(int layer, String... keys) {
        return List.of(keys).stream().map(key -> layer + "_" + key).toList();
    }
}
