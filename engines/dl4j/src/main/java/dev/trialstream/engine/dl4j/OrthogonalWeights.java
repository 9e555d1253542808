package dev.trialstream.engine.dl4j;

import java.util.Random;

/** Random matrices with orthonormal rows or columns, whichever are fewer (Saxe, McClelland and Ganguli 2014). */
final class OrthogonalWeights {
    private OrthogonalWeights() {}

    /**
     * Row by row. Drawn from a normal distribution and orthogonalised one after the other, twice, to remove rounding
     * errors (Gram-Schmidt, as in Giraud, Langou and Rozložník 2005).
     */
    static float[] draw(int rows, int columns, double scale, long seed) {
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                vectors[i][j] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < i; before++) {
                    remove(vectors[before], vectors[i]);
                }
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int j = 0; j < length; j++) {
                vectors[i][j] /= norm;
            }
        }
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i * columns + j] = (float) (scale * (rows <= columns ? vectors[i][j] : vectors[j][i]));
            }
        }
        return matrix;
    }

    private static void remove(double[] direction, double[] from) {
        double along = dot(direction, from);
        for (int j = 0; j < from.length; j++) {
            from[j] -= along * direction[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
