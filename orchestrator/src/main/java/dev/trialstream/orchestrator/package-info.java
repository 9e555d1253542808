/** Proposes: a study and what has happened so far become the next trial. */
@NullMarked
package dev.trialstream.orchestrator;

import org.jspecify.annotations.NullMarked;
