/** Converts raw rows to network inputs, with statistics of the training rows only. */
@NullMarked
package dev.trialstream.training.prepare;

import org.jspecify.annotations.NullMarked;
