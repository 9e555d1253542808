/** Answers about studies and trials, for HTTP and for {@code --json} on the command line. */
@NullMarked
package dev.trialstream.protocol.answer;

import org.jspecify.annotations.NullMarked;
