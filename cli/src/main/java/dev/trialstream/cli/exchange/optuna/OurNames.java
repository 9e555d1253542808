package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Optuna lets a parameter have any name. Those that cannot be one here get the closest that can, no two the same. */
final class OurNames {
    private static final int LONGEST = 100;

    private OurNames() {}

    /** From the names given to those they have here, in the same order. */
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
