/** The trialstream command. */
@NullMarked
package dev.trialstream.cli;

import org.jspecify.annotations.NullMarked;
