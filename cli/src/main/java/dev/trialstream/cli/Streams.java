package dev.trialstream.cli;

import java.io.PrintStream;

/** Where a command prints: results to {@code out}, everything else to {@code err}. */
public record Streams(PrintStream out, PrintStream err) {}
