/** The hyperparameters of the built-in trainer. */
@NullMarked
package dev.trialstream.protocol.knob;

import org.jspecify.annotations.NullMarked;
