/** Proposes trials: turns a study and its history into the next trial. */
@NullMarked
package dev.trialstream.orchestrator;

import org.jspecify.annotations.NullMarked;
