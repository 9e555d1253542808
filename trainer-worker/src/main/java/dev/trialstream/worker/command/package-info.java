/** Trials trained by a command of the worker's configuration: its input, its output, and its end. */
@NullMarked
package dev.trialstream.worker.command;

import org.jspecify.annotations.NullMarked;
