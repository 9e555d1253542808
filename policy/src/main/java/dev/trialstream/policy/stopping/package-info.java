/** Stopping rules: pure functions from the curves of a study's trials to a verdict on one trial. */
@NullMarked
package dev.trialstream.policy.stopping;

import org.jspecify.annotations.NullMarked;
