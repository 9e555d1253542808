package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trialstream.training.data.Pictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one size: each channel is scaled by one map, fitted on all its pixels in the training rows. Raw pixels are
 * from 0 to 255; a range scaling uses the range of the format, not of the actual pixels.
 *
 * @param side height and width that a file is resized to first; 0: it must have this size
 * @param scales one for each channel
 */
public record ImageEncoding(int channels, int height, int width, int side, List<Scaling.Affine> scales) {
    private static final double WHITE = 255;

    public ImageEncoding {
        scales = List.copyOf(scales);
    }

    static ImageEncoding fit(Pictures pictures, int[] rows, Recipe recipe) {
        Pictures.Size size = pictures.size();
        List<Scaling.Affine> scales = new ArrayList<>();
        for (int channel = 0; channel < size.channels(); channel++) {
            scales.add(scale(pictures, rows, channel, recipe.scaling()));
        }
        return new ImageEncoding(size.channels(), size.height(), size.width(), recipe.imageSize(), scales);
    }

    /** A channel that has one value in all training rows becomes 0. */
    private static Scaling.Affine scale(Pictures pictures, int[] rows, int channel, Scaling scaling) {
        long[] counts = counts(pictures, rows, channel);
        if (Arrays.stream(counts).filter(count -> count > 0).count() < 2) {
            return Scaling.Affine.CONSTANT;
        }
        return switch (scaling) {
            case NONE -> Scaling.Affine.IDENTITY;
            case MIN_MAX, MIN_MAX_SYMMETRIC -> scaling.fit(new double[] {0, WHITE});
            case STANDARD -> standard(counts);
        };
    }

    /** Number of pixels of each of the 256 values, because there may be a thousand million pixels. */
    private static long[] counts(Pictures pictures, int[] rows, int channel) {
        long[] counts = new long[256];
        int plane = pictures.size().height() * pictures.size().width();
        for (int row : rows) {
            byte[] pixels = pictures.pixels()[row];
            for (int i = channel * plane; i < (channel + 1) * plane; i++) {
                counts[pixels[i] & 0xFF]++;
            }
        }
        return counts;
    }

    private static Scaling.Affine standard(long[] counts) {
        double pixels = Arrays.stream(counts).sum();
        double mean = 0;
        for (int value = 0; value < counts.length; value++) {
            mean += value * counts[value] / pixels;
        }
        double variance = 0;
        for (int value = 0; value < counts.length; value++) {
            variance += (value - mean) * (value - mean) * counts[value] / pixels;
        }
        return Scaling.Affine.of(mean, 1 / Math.sqrt(variance));
    }

    /** Size of every image after resizing. */
    @JsonIgnore
    public Pictures.Size size() {
        return new Pictures.Size(channels, height, width);
    }

    /** Number of values in an image. */
    int numbers() {
        return channels * height * width;
    }

    /** Writes the image into {@code features} from {@code at} on. */
    void encode(byte[] pixels, float[] features, int at) {
        int plane = height * width;
        for (int i = 0; i < pixels.length; i++) {
            features[at + i] = (float) scales.get(i / plane).apply(pixels[i] & 0xFF);
        }
    }
}
