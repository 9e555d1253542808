package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.StudySummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * What studies want of the pool. Every orchestrator reads it whole, so that all come to the same shares.
 *
 * @param wishes by study; of those that want nothing too
 */
public record Demand(Map<String, Wish> wishes) {
    public static final Demand NONE = new Demand(Map.of());

    public Demand {
        wishes = Map.copyOf(wishes);
    }

    /**
     * What one study wants.
     *
     * @param slots that it could keep busy now
     * @param device class of those slots
     * @param priority of all wishes the higher ones come first
     * @param since the order of those that are otherwise equal
     */
    public record Wish(int slots, String device, int priority, Instant since) {
        /** For slots with a CPU. */
        public Wish(int slots, int priority, Instant since) {
            this(slots, TopicLayout.CPU, priority, since);
        }

        static Wish of(StudySummary summary) {
            return new Wish(
                    Math.max(0, summary.wantedSlots()),
                    Optional.ofNullable(summary.device()).orElse(TopicLayout.CPU),
                    summary.priority(),
                    Optional.ofNullable(summary.since()).orElse(Instant.MAX));
        }
    }

    /** Slots of a class of device that all studies together could keep busy now. */
    public int slots(String device) {
        long sum = wishes.values().stream()
                .filter(wish -> wish.device().equals(device))
                .mapToLong(Wish::slots)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** Slots that all studies together could keep busy now, by class of device. */
    public Map<String, Integer> slotsByDevice() {
        return TopicLayout.DEVICES.stream().collect(Collectors.toMap(device -> device, this::slots));
    }

    /** The slots of each study, of the class of device that it is for; see {@link #shares(int)}. */
    public Map<String, Integer> shares(Map<String, Integer> slots) {
        Map<String, Integer> shares = new HashMap<>();
        wishes.values().stream()
                .map(Wish::device)
                .distinct()
                .forEach(device -> shares.putAll(of(device).shares(slots.getOrDefault(device, 0))));
        return shares;
    }

    private Demand of(String device) {
        return new Demand(wishes.entrySet().stream()
                .filter(wish -> wish.getValue().device().equals(device))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * The slots of each study. Those of higher priority go first; among equal ones no study has fewer than another unless
     * it wants no more (max-min fairness), and what does not divide goes to those that began first. Nobody who is
     * training is interrupted: a share is what new trials are dispatched by.
     */
    public Map<String, Integer> shares(int slots) {
        Map<String, Integer> shares = new HashMap<>();
        wishes.keySet().forEach(study -> shares.put(study, 0));
        int left = slots;
        List<Integer> priorities = wishes.values().stream()
                .map(Wish::priority)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (int priority : priorities) {
            left = fill(shares, priority, left);
        }
        return shares;
    }

    /** One slot after the other to whoever has fewest; what is left once all are content. */
    private int fill(Map<String, Integer> shares, int priority, int slots) {
        PriorityQueue<String> hungry = new PriorityQueue<>(Comparator.comparing((String study) -> shares.get(study))
                .thenComparing(study -> wish(study).since())
                .thenComparing(study -> study));
        wishes.forEach((study, wish) -> {
            if (wish.priority() == priority && wish.slots() > 0) {
                hungry.add(study);
            }
        });
        int left = slots;
        while (left > 0 && !hungry.isEmpty()) {
            String next = hungry.remove();
            shares.merge(next, 1, Integer::sum);
            left--;
            if (shares.getOrDefault(next, 0) < wish(next).slots()) {
                hungry.add(next);
            }
        }
        return left;
    }

    private Wish wish(String study) {
        return java.util.Objects.requireNonNull(wishes.get(study));
    }
}
