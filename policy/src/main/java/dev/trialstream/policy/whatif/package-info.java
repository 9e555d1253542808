/** The effect of stopping rules on trials with known curves. */
@NullMarked
package dev.trialstream.policy.whatif;

import org.jspecify.annotations.NullMarked;
