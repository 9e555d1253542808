package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.message.Best;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Pareto front in a tournament tree: trials are the leaves, and each node has the front of the leaves below it,
 * computed from the fronts of its children.
 *
 * <p>A change moves up only while it changes fronts. A dominated point stops at the first node where it is dominated,
 * and of n random points few come far. A point on the overall front costs O(log n) comparisons of small fronts.
 */
final class FrontTree {
    private static final int CHILDREN = 4;

    /** A trial with the values that it is compared by. Two entrants are never equal. */
    static final class Entrant {
        private final Standing standing;
        private final Best.Point point;
        private final double[] losses;

        /** @param losses one value per objective, smaller is better, finite */
        Entrant(Standing standing, Best.Point point, double[] losses) {
            this.standing = standing;
            this.point = point;
            this.losses = losses;
        }

        Standing standing() {
            return standing;
        }

        Best.Point point() {
            return point;
        }

        private boolean dominates(Entrant other) {
            boolean better = false;
            for (int i = 0; i < losses.length; i++) {
                if (losses[i] > other.losses[i]) {
                    return false;
                }
                better |= losses[i] < other.losses[i];
            }
            return better;
        }
    }

    private final List<@Nullable Entrant> leaves = new ArrayList<>();

    /** From the parents of the leaves up to the level with one node. */
    private final List<List<List<Entrant>>> levels = new ArrayList<>();

    /** @return the entrant at this leaf; null if there is none */
    @Nullable
    Entrant at(int leaf) {
        return leaf < leaves.size() ? leaves.get(leaf) : null;
    }

    /** The front of all entrants. */
    List<Entrant> front() {
        return levels.isEmpty() ? List.of() : levels.get(levels.size() - 1).get(0);
    }

    /** @param leaf at most the number of leaves so far */
    void put(int leaf, @Nullable Entrant now) {
        if (leaf == leaves.size()) {
            leaves.add(null);
            grow();
        }
        Entrant before = leaves.set(leaf, now);
        int node = leaf / CHILDREN;
        for (int level = 0; level < levels.size(); level++, node /= CHILDREN) {
            List<Entrant> front = levels.get(level).get(node);
            List<Entrant> changed =
                    before != null && front.contains(before) ? frontOf(below(level, node)) : with(front, now);
            if (changed.equals(front)) {
                return;
            }
            levels.get(level).set(node, changed);
        }
    }

    /** Adds nodes for new leaves; each is the last of its level. */
    private void grow() {
        int needed = leaves.size();
        for (int level = 0; level == 0 || needed > 1; level++) {
            needed = (needed + CHILDREN - 1) / CHILDREN;
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<List<Entrant>> nodes = levels.get(level);
            while (nodes.size() < needed) {
                nodes.add(frontOf(below(level, nodes.size())));
            }
        }
    }

    private List<Entrant> below(int level, int node) {
        List<Entrant> entrants = new ArrayList<>();
        for (int child = node * CHILDREN; child < (node + 1) * CHILDREN; child++) {
            if (level == 0) {
                Entrant leaf = at(child);
                if (leaf != null) {
                    entrants.add(leaf);
                }
            } else if (child < levels.get(level - 1).size()) {
                entrants.addAll(levels.get(level - 1).get(child));
            }
        }
        return entrants;
    }

    private static List<Entrant> frontOf(List<Entrant> entrants) {
        List<Entrant> front = new ArrayList<>();
        for (Entrant entrant : entrants) {
            if (!isDominated(entrant, entrants)) {
                front.add(entrant);
            }
        }
        return front;
    }

    /** A front after one more entrant has competed. */
    private static List<Entrant> with(List<Entrant> front, @Nullable Entrant one) {
        if (one == null || isDominated(one, front)) {
            return front;
        }
        List<Entrant> joined = new ArrayList<>();
        for (Entrant entrant : front) {
            if (!one.dominates(entrant)) {
                joined.add(entrant);
            }
        }
        joined.add(one);
        return joined;
    }

    private static boolean isDominated(Entrant one, List<Entrant> by) {
        for (Entrant entrant : by) {
            if (entrant.dominates(one)) {
                return true;
            }
        }
        return false;
    }
}
