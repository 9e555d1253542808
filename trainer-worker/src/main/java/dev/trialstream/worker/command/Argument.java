package dev.trialstream.worker.command;

import java.util.List;

/**
 * An argument of a command, or several that belong together.
 *
 * @param optional whether they are left out if one of their parameters is inactive, such as {@code [--momentum,
 *     "{momentum}"]}
 */
record Argument(List<Template> words, boolean optional) {
    Argument {
        words = List.copyOf(words);
    }
}
