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
 * The studies' demand for slots. Every orchestrator reads all of it, so all compute the same shares.
 *
 * @param wishes by study, including those that want no slots
 */
public record Demand(Map<String, Wish> wishes) {
    public static final Demand NONE = new Demand(Map.of());

    public Demand {
        wishes = Map.copyOf(wishes);
    }

    /**
     * The demand of one study.
     *
     * @param slots that it could use now
     * @param device class of those slots
     * @param priority of the study; higher goes first
     * @param since start time, which orders studies of equal rank
     */
    public record Wish(int slots, String device, int priority, Instant since) {
        /** A wish for CPU slots. */
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

    /** Slots of a device class that all studies together could use now. */
    public int slots(String device) {
        long sum = wishes.values().stream()
                .filter(wish -> wish.device().equals(device))
                .mapToLong(Wish::slots)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** Slots that all studies together could use now, by device class. */
    public Map<String, Integer> slotsByDevice() {
        return TopicLayout.DEVICES.stream().collect(Collectors.toMap(device -> device, this::slots));
    }

    /** The slots of each study within its device class; see {@link #shares(int)}. */
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
     * The slots of each study. Higher priority goes first. Among equal priorities no study has fewer slots than another
     * unless it wants no more (max-min fairness); the remainder goes to the studies that began first. A share only
     * limits the dispatch of new trials; no training is interrupted.
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

    /** Gives slots one by one to the study with the fewest; returns those left when all are satisfied. */
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
