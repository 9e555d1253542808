/** Uses of a delivered model. */
@NullMarked
package dev.trialstream.training.predict;

import org.jspecify.annotations.NullMarked;
