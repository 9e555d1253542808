package dev.trialstream.cli.families;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The classes that name kinds of a family. A handler must name every kind or list it as ignored; a class that looks for
 * some kinds ignores all others.
 *
 * <p>Classes go by their names below {@code dev.trialstream}, kinds by their simple names, separated by spaces.
 */
final class HandlerTable {
    private static final String HOUSE = "dev.trialstream.";

    private final Map<String, Set<String>> ignoredBy = new TreeMap<>();
    private final Map<String, Set<String>> lookedForBy = new TreeMap<>();

    /** A handler that names every kind. */
    HandlerTable handler(String name) {
        return handler(name, "");
    }

    /** A handler that names every kind but those that it ignores. */
    HandlerTable handler(String name, String ignored) {
        ignoredBy.put(HOUSE + name, names(ignored));
        return this;
    }

    /** A class that asks for these kinds and no others. */
    HandlerTable looksFor(String name, String kinds) {
        lookedForBy.put(HOUSE + name, names(kinds));
        return this;
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.trim().split("\\s+"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Problems with the handlers, or with this table, one line each. */
    List<String> complaints(ClosedFamily family, JavaClasses classes) {
        Map<String, Set<String>> named = family.namedBy(classes);
        List<String> complaints = new ArrayList<>();
        ignoredBy.forEach((handler, ignored) ->
                checkHandler(complaints, handler, ignored, named.getOrDefault(handler, Set.of()), family.kinds()));
        lookedForBy.forEach((name, kinds) -> {
            Set<String> actual = named.getOrDefault(name, Set.of());
            if (!actual.equals(kinds)) {
                complaints.add(shown(name) + " looks for " + actual + ", listed are " + kinds);
            }
        });
        named.forEach((name, kinds) -> {
            if (!ignoredBy.containsKey(name) && !lookedForBy.containsKey(name)) {
                complaints.add(shown(name) + " names " + kinds + " and is not listed");
            }
        });
        return complaints;
    }

    private static void checkHandler(
            List<String> complaints, String handler, Set<String> ignored, Set<String> named, Set<String> kinds) {
        for (String kind : kinds) {
            if (!named.contains(kind) && !ignored.contains(kind)) {
                complaints.add(shown(handler) + " does not name " + kind);
            } else if (named.contains(kind) && ignored.contains(kind)) {
                complaints.add(shown(handler) + " names " + kind + ", which is listed as ignored");
            }
        }
        ignored.stream()
                .filter(kind -> !kinds.contains(kind))
                .forEach(kind -> complaints.add(shown(handler) + " ignores " + kind + ", which is no kind"));
    }

    private static String shown(String name) {
        return name.substring(HOUSE.length());
    }
}
