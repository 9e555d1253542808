/** Tells others outside of what becomes of studies: an HTTP POST, or a command that this installation allows. */
@NullMarked
package dev.trialstream.orchestrator.hook;

import org.jspecify.annotations.NullMarked;
