/** The port between a plan and the engine that executes it. */
@NullMarked
package dev.trialstream.training.engine;

import org.jspecify.annotations.NullMarked;
