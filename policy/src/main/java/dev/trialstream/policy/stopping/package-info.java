/** Stopping rules: pure functions from what the trials of a study have shown to a verdict on one of them. */
@NullMarked
package dev.trialstream.policy.stopping;

import org.jspecify.annotations.NullMarked;
