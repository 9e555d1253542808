package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.message.Best;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Pareto front by knock-out: trials are the leaves of a tree, and each node keeps the front of those below it, which is
 * the front of the fronts of its children.
 *
 * <p>A change goes up as far as it changes fronts. A point that is no better than others on its way ends there, and of n
 * points at random few come far; one that is on the front of all costs O(log n) comparisons of small fronts.
 */
final class FrontTree {
    private static final int CHILDREN = 4;

    /** A trial with what it is compared by. Two of them are never equal. */
    static final class Entrant {
        private final Standing standing;
        private final Best.Point point;
        private final double[] losses;

        /** @param losses a value for each objective, smaller is better, finite */
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

    /** From the parents of the leaves up to the level that has one node. */
    private final List<List<List<Entrant>>> levels = new ArrayList<>();

    /** @return what is at this leaf; null where nothing is */
    @Nullable
    Entrant at(int leaf) {
        return leaf < leaves.size() ? leaves.get(leaf) : null;
    }

    /** The front of all. */
    List<Entrant> front() {
        return levels.isEmpty() ? List.of() : levels.get(levels.size() - 1).get(0);
    }

    /** @param leaf at most one more than those there have been */
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

    /** As many nodes as the leaves need; each new one is the last of its level. */
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

    /** A front that one more may join. */
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
