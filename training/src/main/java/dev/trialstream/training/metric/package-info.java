/** Metrics of predictions and their standard errors, without an engine. */
@NullMarked
package dev.trialstream.training.metric;

import org.jspecify.annotations.NullMarked;
