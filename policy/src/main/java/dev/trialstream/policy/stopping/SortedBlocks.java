package dev.trialstream.policy.stopping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorted values, including equal ones. They are kept in blocks of a few hundred: a change moves the values of one
 * block, and a rank adds up the sizes of the blocks before it.
 */
final class SortedBlocks<T> {
    private static final int MOST_IN_BLOCK = 512;

    private final Comparator<? super T> order;
    private final List<List<T>> blocks = new ArrayList<>();

    /** Sizes of the blocks in one array, because every rank reads them. */
    private int[] sizes = new int[8];

    private int size;

    SortedBlocks(Comparator<? super T> order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    void add(T value) {
        int block = Math.max(0, Math.min(blockOf(value), blocks.size() - 1));
        if (blocks.isEmpty()) {
            insertBlock(0, new ArrayList<>());
        }
        List<T> values = blocks.get(block);
        values.add(lowerBound(values, value), value);
        sizes[block]++;
        size++;
        if (values.size() > MOST_IN_BLOCK) {
            split(block);
        }
    }

    /** Removes one value that is equal to {@code value} in this order, if there is one. */
    void remove(T value) {
        int block = blockOf(value);
        if (block == blocks.size()) {
            return;
        }
        List<T> values = blocks.get(block);
        int at = lowerBound(values, value);
        if (order.compare(values.get(at), value) != 0) {
            return;
        }
        values.remove(at);
        sizes[block]--;
        size--;
        if (values.isEmpty()) {
            blocks.remove(block);
            System.arraycopy(sizes, block + 1, sizes, block, blocks.size() - block);
        }
    }

    /** Number of values before {@code value}. */
    int before(T value) {
        int block = blockOf(value);
        int before = 0;
        for (int i = 0; i < block; i++) {
            before += sizes[i];
        }
        return block == blocks.size() ? before : before + lowerBound(blocks.get(block), value);
    }

    /** @param index from 0, below {@link #size} */
    T get(int index) {
        int block = 0;
        int left = index;
        while (left >= sizes[block]) {
            left -= sizes[block++];
        }
        return blocks.get(block).get(left);
    }

    /**
     * The first block whose last value does not come before {@code value}; the index after the last block if there is
     * none.
     */
    private int blockOf(T value) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            List<T> values = blocks.get(middle);
            if (order.compare(values.get(values.size() - 1), value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int lowerBound(List<T> values, T value) {
        int low = 0;
        int high = values.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(values.get(middle), value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void split(int block) {
        List<T> values = blocks.get(block);
        List<T> end = values.subList(values.size() / 2, values.size());
        insertBlock(block + 1, new ArrayList<>(end));
        end.clear();
        sizes[block] = values.size();
    }

    private void insertBlock(int at, List<T> values) {
        if (blocks.size() == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * sizes.length);
        }
        System.arraycopy(sizes, at, sizes, at + 1, blocks.size() - at);
        sizes[at] = values.size();
        blocks.add(at, values);
    }
}
