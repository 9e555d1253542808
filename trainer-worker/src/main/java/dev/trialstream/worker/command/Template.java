package dev.trialstream.worker.command;

import dev.trialstream.protocol.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A text with placeholders, {@code --lr={learning_rate}}; a literal brace is doubled. */
final class Template {
    private final String text;
    private final List<Part> parts;

    private sealed interface Part {}

    private record Plain(String text) implements Part {}

    private record Place(String name) implements Part {}

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException if a brace is neither part of a placeholder nor doubled */
    static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if ((c == '{' || c == '}') && at + 1 < text.length() && text.charAt(at + 1) == c) {
                plain.append(c);
                at += 2;
            } else if (c == '{') {
                int end = text.indexOf('}', at);
                String name = end < 0 ? "" : text.substring(at + 1, end);
                if (!Ids.isName(name)) {
                    throw new IllegalArgumentException("expected a name in braces such as {learning_rate}, or {{ for a"
                            + " brace, got " + text.substring(at, end < 0 ? text.length() : end + 1));
                }
                parts.add(new Plain(plain.toString()));
                parts.add(new Place(name));
                plain.setLength(0);
                at = end + 1;
            } else if (c == '}') {
                throw new IllegalArgumentException("expected }} for a brace, got } in " + text);
            } else {
                plain.append(c);
                at++;
            }
        }
        parts.add(new Plain(plain.toString()));
        return new Template(text, List.copyOf(parts));
    }

    /** The names of its placeholders, in order. */
    List<String> places() {
        return parts.stream()
                .filter(Place.class::isInstance)
                .map(part -> ((Place) part).name())
                .toList();
    }

    /** @throws MissingValue if {@code values} has none for a placeholder */
    String filled(Function<String, Optional<String>> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Plain plain) {
                filled.append(plain.text());
            } else if (part instanceof Place place) {
                filled.append(values.apply(place.name()).orElseThrow(() -> new MissingValue(place.name())));
            }
        }
        return filled.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    /** A placeholder without a value. */
    static final class MissingValue extends RuntimeException {
        private final String place;

        MissingValue(String place) {
            super("no value for {" + place + "}");
            this.place = place;
        }

        String place() {
            return place;
        }
    }
}
