/** The port between a plan and the arithmetic that carries it out. */
@NullMarked
package dev.trialstream.training.engine;

import org.jspecify.annotations.NullMarked;
