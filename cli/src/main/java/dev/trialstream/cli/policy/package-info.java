/** Commands that list what decides. */
@NullMarked
package dev.trialstream.cli.policy;

import org.jspecify.annotations.NullMarked;
