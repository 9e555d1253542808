package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.key.Block;
import dev.trialstream.protocol.study.key.ByName;
import dev.trialstream.protocol.study.key.Choice;
import dev.trialstream.protocol.study.key.EnumChoice;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.KeyType;
import dev.trialstream.protocol.study.key.RealNumber;
import dev.trialstream.protocol.study.key.Share;
import dev.trialstream.protocol.study.key.Text;
import dev.trialstream.protocol.study.key.Texts;
import dev.trialstream.protocol.study.key.TimeSpan;
import dev.trialstream.protocol.study.key.WholeLong;
import dev.trialstream.protocol.study.key.WholeNumber;
import dev.trialstream.protocol.study.key.WordOr;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Values at and beyond the bounds of a type, made from the type. */
final class Values {
    private static final String NAME = "a";

    private Values() {}

    /** Refused values: of another type, too small, too large, too long. */
    static List<JsonNode> beyond(KeyType<?> type) {
        List<Object> values = new ArrayList<>(List.of(List.of(), List.of(1), Map.of("wobble", 1)));
        if (type instanceof Texts) {
            values.remove(List.of(1)); // a number counts as its text
        }
        if (type instanceof WholeNumber it) {
            values.addAll(List.of(it.least() - 1L, it.most() + 1L, BigInteger.TEN.pow(30), 1.5, "many", true));
        } else if (type instanceof RealNumber it) {
            values.addAll(List.of(outside(it.interval(), false), outside(it.interval(), true), "x", true));
        } else if (type instanceof WholeLong it) {
            BigInteger below = BigInteger.valueOf(it.least()).subtract(BigInteger.ONE);
            values.addAll(List.of(1.5, below, BigInteger.TWO.pow(63), "x", true));
        } else if (type instanceof Text it) {
            values.addAll(List.of("", "  ", NAME.repeat(it.longest() + 1), "a\u0000b"));
            if (it.pattern() != null) {
                values.addAll(List.of("Ä b", "../up", "a b"));
            }
        } else if (type instanceof Choice || type instanceof EnumChoice<?>) {
            values.addAll(List.of("", "wobble", "x".repeat(500)));
        } else if (type instanceof TimeSpan it) {
            values.addAll(List.of(
                    "soon", "0s", "", 5, true, Durations.format(it.most().plusMillis(1))));
            if (it.least().toMillis() > 1) {
                values.add(Durations.format(it.least().minusMillis(1)));
            }
        } else if (type instanceof Share) {
            values.addAll(List.of(-0.1, 1.0, 7, "x", "-5%", "1e-2", true, "0x1p-3", "9".repeat(300) + "%"));
        } else if (type instanceof WordOr<?> it) {
            values.addAll(beyond(it.numbers()));
            values.add("wobble");
        } else if (type instanceof Block<?>) {
            values.addAll(List.of(12, "x", true));
        } else if (type instanceof ByName<?> it) {
            values.addAll(List.of(12, "x", Map.of("", first(it)), names(it, it.most() + 1)));
            values.add(Map.of(NAME.repeat(it.longest() + 1), first(it)));
        } else if (type instanceof Texts it) {
            values.addAll(List.of("x", List.of(" "), List.of(true), List.of(NAME.repeat(it.longest() + 1))));
            values.add(Collections.nCopies(it.most() + 1, NAME));
        } else {
            throw new IllegalArgumentException("say which values are beyond the bounds of " + type);
        }
        return trees(values);
    }

    /** Accepted values, including those at the bounds. */
    static List<JsonNode> within(KeyType<?> type) {
        List<Object> values = new ArrayList<>();
        if (type instanceof WholeNumber it) {
            values.addAll(List.of(it.least(), it.most()));
        } else if (type instanceof RealNumber it) {
            values.addAll(List.of(inside(it.interval(), false), inside(it.interval(), true)));
        } else if (type instanceof WholeLong it) {
            values.addAll(List.of(it.least(), Math.max(0, it.least()), Long.MAX_VALUE));
        } else if (type instanceof Text it) {
            values.addAll(List.of(NAME, NAME.repeat(it.longest())));
        } else if (type instanceof Choice it) {
            values.addAll(it.values());
        } else if (type instanceof EnumChoice<?> it) {
            values.addAll(List.of(it.type().getEnumConstants()));
        } else if (type instanceof TimeSpan it) {
            values.addAll(List.of(Durations.format(it.least()), Durations.format(it.most())));
            values.add(Durations.format(it.least().plus(Duration.ofMillis(1))));
        } else if (type instanceof Share) {
            values.addAll(List.of(0, 0.05, "5%", "0.05", " 99.9 % "));
        } else if (type instanceof WordOr<?> it) {
            values.addAll(within(it.numbers()));
            values.addAll(it.words().keySet());
        } else if (type instanceof ByName<?> it) {
            values.addAll(List.of(Map.of(), names(it, it.most())));
            for (Object choice : it.type().getEnumConstants()) {
                values.add(Map.of(NAME.repeat(it.longest()), choice));
            }
        } else if (type instanceof Texts it) {
            values.addAll(List.of(List.of(NAME.repeat(it.longest())), Collections.nCopies(it.most(), 1)));
        } else if (type instanceof Block<?> it) {
            var block = Json.json().createObjectNode();
            it.keys().forEach(key -> block.set(key.name(), within(key.type()).get(0)));
            values.add(block);
        } else {
            throw new IllegalArgumentException("say which values are within the bounds of " + type);
        }
        return trees(values);
    }

    private static Object first(ByName<?> type) {
        return type.type().getEnumConstants()[0];
    }

    private static Map<String, Object> names(ByName<?> type, int count) {
        Map<String, Object> names = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            names.put(NAME + i, first(type));
        }
        return names;
    }

    private static double outside(Interval interval, boolean above) {
        double bound = above ? interval.most() : interval.least();
        boolean included = above ? interval.mostIncluded() : interval.leastIncluded();
        return !included ? bound : above ? Math.nextUp(bound) : Math.nextDown(bound);
    }

    private static double inside(Interval interval, boolean above) {
        double bound = above ? interval.most() : interval.least();
        boolean included = above ? interval.mostIncluded() : interval.leastIncluded();
        return included ? bound : above ? Math.nextDown(bound) : Math.nextUp(bound);
    }

    private static List<JsonNode> trees(List<Object> values) {
        return values.stream()
                .map(value -> Json.json().<JsonNode>valueToTree(value))
                .toList();
    }
}
