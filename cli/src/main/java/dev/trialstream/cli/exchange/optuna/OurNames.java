package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Optuna allows any parameter name. Names that are invalid here become the closest valid ones, all different. */
final class OurNames {
    private static final int LONGEST = 100;

    private OurNames() {}

    /** From the given names to those used here, in the same order. */
    static Map<String, String> of(Collection<String> names) {
        Map<String, String> ours = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        names.stream().filter(Ids::isName).forEach(taken::add);
        for (String name : names) {
            ours.put(name, Ids.isName(name) ? name : free(closest(name), taken));
        }
        return ours;
    }

    static String closest(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_.]", "_");
        String led = safe.matches("[A-Za-z_].*") ? safe : "_" + safe;
        return led.substring(0, Math.min(LONGEST, led.length()));
    }

    private static String free(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            String end = "_" + i;
            candidate = name.substring(0, Math.min(name.length(), LONGEST - end.length())) + end;
        }
        return candidate;
    }
}
