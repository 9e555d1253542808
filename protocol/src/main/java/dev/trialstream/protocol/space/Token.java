package dev.trialstream.protocol.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of a constraint.
 *
 * @param text as written, quotes included; empty at the end
 * @param at position of its first character, from 1
 */
record Token(Type type, String text, int at) {
    enum Type {
        NUMBER,
        TEXT,
        WORD,
        SYMBOL,
        END
    }

    /** Alternatives in the order of {@link Type}. A text ends at its opening quote character; there are no escapes. */
    private static final Pattern TOKEN = Pattern.compile("((?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(\"[^\"]*\"|'[^']*')"
            + "|([\\p{L}_][\\p{L}\\p{N}_.]*)"
            + "|(<=|>=|==|!=|[-+*/()<>])");

    private static final Map<Character, String> MEANT =
            Map.of('=', "==", '&', "and", '|', "or", '!', "not or !=", '"', "a closing \"", '\'', "a closing '");

    /** The tokens of {@code text}; the last is the end. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int next = afterSpace(text, 0);
        while (next < text.length()) {
            if (!matcher.region(next, text.length()).lookingAt()) {
                char found = text.charAt(next);
                String expected = MEANT.getOrDefault(found, "an operator, a number, a text or a name");
                throw new IllegalArgumentException(
                        "at character " + (next + 1) + ": expected " + expected + ", got " + found);
            }
            tokens.add(new Token(type(matcher), matcher.group(), next + 1));
            next = afterSpace(text, matcher.end());
        }
        tokens.add(new Token(Type.END, "", text.length() + 1));
        return tokens;
    }

    boolean is(String symbolOrWord) {
        return (type == Type.SYMBOL || type == Type.WORD) && text.equals(symbolOrWord);
    }

    IllegalArgumentException insteadOf(String expected) {
        String got = type == Type.END ? "the end" : text;
        return new IllegalArgumentException("at character " + at + ": expected " + expected + ", got " + got);
    }

    private static int afterSpace(String text, int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private static Type type(Matcher matcher) {
        int group = 1;
        while (matcher.group(group) == null) {
            group++;
        }
        return Type.values()[group - 1];
    }
}
