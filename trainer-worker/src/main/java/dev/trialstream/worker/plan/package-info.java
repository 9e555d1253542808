/** A training run described without an engine. */
@NullMarked
package dev.trialstream.worker.plan;

import org.jspecify.annotations.NullMarked;
