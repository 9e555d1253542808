/** The stopping rules, by cases worked by hand and by the contract that all of them keep. */
@NullMarked
package dev.trialstream.policy.stopping;

import org.jspecify.annotations.NullMarked;
