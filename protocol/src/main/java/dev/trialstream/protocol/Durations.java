package dev.trialstream.protocol;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Durations in text form: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 250ms}. */
public final class Durations {
    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /** The duration in {@code text}; empty if {@code text} is not a duration. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (text.isBlank() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(part(matcher, 1))
                .plusMinutes(part(matcher, 2))
                .plusSeconds(part(matcher, 3))
                .plusMillis(part(matcher, 4)));
    }

    /** The shortest text that {@link #parse} reads back as {@code duration}. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    private static long part(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    /** A Jackson module for this notation. */
    static SimpleModule module() {
        return new SimpleModule("durations")
                .addSerializer(new StdSerializer<Duration>(Duration.class) {
                    @Override
                    public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
                        out.writeString(format(value));
                    }
                })
                .addDeserializer(Duration.class, new StdDeserializer<Duration>(Duration.class) {
                    @Override
                    public Duration deserialize(JsonParser in, DeserializationContext context) {
                        String text = in.getString();
                        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a duration: " + text));
                    }
                });
    }
}
