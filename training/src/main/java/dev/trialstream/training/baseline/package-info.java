/** Simple models that a network has to beat. */
@NullMarked
package dev.trialstream.training.baseline;

import org.jspecify.annotations.NullMarked;
