package dev.trialstream.cli;

import java.io.PrintStream;

/** Output streams of a command: results go to {@code out}, everything else to {@code err}. */
public record Streams(PrintStream out, PrintStream err) {}
