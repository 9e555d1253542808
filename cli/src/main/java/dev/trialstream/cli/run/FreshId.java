package dev.trialstream.cli.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Generates ids for unnamed studies. */
public final class FreshId {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 40;

    private FreshId() {}

    /** A study id from the name of a file and the time. */
    public static String from(Path file, Instant now) {
        String name =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.[a-z0-9]+$", "");
        return from(name) + "-" + STAMP.format(now);
    }

    /** The closest valid id to a name; {@code study} if nothing of it can be kept. */
    public static String from(String name) {
        String safe =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String shortened = safe.length() > LONGEST_NAME ? safe.substring(0, LONGEST_NAME) : safe;
        return shortened.isEmpty() ? "study" : shortened;
    }
}
