package dev.trialstream.training.data;

/** The rows of each part, by their numbers from 0, ascending. */
@SuppressWarnings("ArrayRecordComponent") // millions of rows, never compared
public record RowSplit(int[] train, int[] validation, int[] test) {}
