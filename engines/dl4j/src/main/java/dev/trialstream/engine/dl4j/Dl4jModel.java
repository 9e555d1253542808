package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.engine.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network loaded from a DL4J file. */
final class Dl4jModel implements TrainedModel {
    private final MultiLayerNetwork network;

    private Dl4jModel(MultiLayerNetwork network) {
        this.network = network;
    }

    static Dl4jModel load(Path file) {
        try {
            ModelArchive.check(file);
            return new Dl4jModel(NativeMemory.use(() -> restore(file)));
        } catch (BadModel e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // DL4J has no own exception for this: a broken file causes various exceptions.
            throw new BadModel(file, "is broken, expected a network as a study delivers it", e);
        }
    }

    private static MultiLayerNetwork restore(Path file) {
        try {
            return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean takes(int width) {
        return isSeries() ? width % network.layerInputSize(0) == 0 : width == width();
    }

    @Override
    public String inputs() {
        return isSeries() ? network.layerInputSize(0) + " a step" : String.valueOf(width());
    }

    private boolean isSeries() {
        Layer first = network.getLayer(0).conf().getLayer();
        return first instanceof BaseRecurrentLayer || first instanceof LastTimeStep;
    }

    /** Width of a row that is no series. */
    private int width() {
        return network.getLayerWiseConfigurations().getInputPreProcess(0) instanceof FeedForwardToCnnPreProcessor image
                ? Math.toIntExact(image.getInputHeight() * image.getInputWidth() * image.getNumChannels())
                : network.layerInputSize(0);
    }

    @Override
    public int outputs() {
        return network.layerSize(network.getnLayers() - 1);
    }

    @Override
    public float[] outputs(float[] rows, int count, int @Nullable [] lengths) {
        RowFormat format = new RowFormat(isSeries() ? network.layerInputSize(0) : 0, rows.length / count);
        return NativeMemory.use(() -> {
            try (INDArray input = Nd4j.create(rows, format.shape(count), 'c')) {
                return Forward.outputs(network, input, format.mask(lengths), 1);
            }
        });
    }

    @Override
    public void close() {
        NativeMemory.run(() -> {
            network.params().close();
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        });
    }
}
