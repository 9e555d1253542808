/** Raw rows to the numbers a network takes, by statistics of the training rows alone. */
@NullMarked
package dev.trialstream.training.prepare;

import org.jspecify.annotations.NullMarked;
