/** Commands that list policies. */
@NullMarked
package dev.trialstream.cli.policy;

import org.jspecify.annotations.NullMarked;
