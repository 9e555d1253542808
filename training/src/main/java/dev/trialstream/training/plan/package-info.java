/** A training run described without an engine. */
@NullMarked
package dev.trialstream.training.plan;

import org.jspecify.annotations.NullMarked;
