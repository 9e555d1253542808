/** Notifies other systems about studies: by an HTTP POST, or by a command that this installation allows. */
@NullMarked
package dev.trialstream.orchestrator.hook;

import org.jspecify.annotations.NullMarked;
