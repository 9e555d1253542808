/** Output for the user: progress, report, result. */
@NullMarked
package dev.trialstream.cli.output;

import org.jspecify.annotations.NullMarked;
