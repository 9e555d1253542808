/** Trials that a command of the worker's own configuration trains: what it is given, what it says, and how it is ended. */
@NullMarked
package dev.trialstream.worker.command;

import org.jspecify.annotations.NullMarked;
