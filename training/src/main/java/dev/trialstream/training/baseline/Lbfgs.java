package dev.trialstream.training.baseline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Minimises a smooth convex function: L-BFGS with a backtracking line search (Nocedal and Wright 2006, "Numerical
 * Optimization", algorithms 3.1, 7.4 and 7.5).
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double SUFFICIENT = 1e-4;
    private static final int MOST_HALVINGS = 40;

    /** A function with its gradient. */
    interface Smooth {
        /** @param gradient output */
        double at(double[] point, double[] gradient);
    }

    /** A step and the change of the gradient along it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] step, double[] change, double inverse) {}

    private Lbfgs() {}

    /**
     * The minimum, or the point after the last iteration.
     *
     * @param tolerance of the largest component of the gradient
     */
    static double[] minimum(Smooth function, double[] start, int iterations, double tolerance) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration++) {
            double[] direction = direction(gradient, pairs);
            double slope = dot(direction, gradient);
            double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double nextValue = Double.NaN;
            for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
                for (int i = 0; i < point.length; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + SUFFICIENT * length * slope) {
                    break;
                }
            }
            if (!(nextValue < value)) {
                return point; // no further progress in this arithmetic
            }
            remember(pairs, point, next, gradient, nextGradient);
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Pair> pairs, double[] from, double[] to, double[] before, double[] after) {
        double[] step = difference(to, from);
        double[] change = difference(after, before);
        double curvature = dot(step, change);
        if (curvature > 1e-12 * dot(change, change)) {
            pairs.addLast(new Pair(step, change, 1 / curvature));
            if (pairs.size() > MEMORY) {
                pairs.removeFirst();
            }
        }
    }

    /** The two-loop recursion. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int at = pairs.size();
        for (var newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alphas[--at] = pair.inverse() * dot(pair.step(), q);
            add(q, -alphas[at], pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = 1 / (last.inverse() * dot(last.change(), last.change()));
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (Pair pair : pairs) {
            add(q, alphas[at++] - pair.inverse() * dot(pair.change(), q), pair.step());
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] gradient) {
        double largest = 0;
        for (double component : gradient) {
            largest = Math.max(largest, Math.abs(component));
        }
        return largest;
    }
}
