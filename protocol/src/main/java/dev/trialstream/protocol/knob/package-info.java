/** The hyperparameters that the built-in trainer obeys. */
@NullMarked
package dev.trialstream.protocol.knob;

import org.jspecify.annotations.NullMarked;
