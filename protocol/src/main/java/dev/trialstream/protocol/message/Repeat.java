package dev.trialstream.protocol.message;

import dev.trialstream.protocol.study.RowUse;

/**
 * The source of a trial that is not a search trial.
 *
 * @param of the trial whose configuration it uses
 * @param epochs to train, at most
 */
public record Repeat(String of, RowUse rows, int epochs) {}
