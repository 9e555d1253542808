package dev.trialstream.protocol.message;

import dev.trialstream.protocol.study.RowUse;

/**
 * What a trial repeats that is not of the search.
 *
 * @param of the trial whose configuration it takes
 * @param epochs to train, at most
 */
public record Repeat(String of, RowUse rows, int epochs) {}
