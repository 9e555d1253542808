/** What studies and trials look like to whoever asks about them: over HTTP, and with {@code --json} on a command line. */
@NullMarked
package dev.trialstream.protocol.answer;

import org.jspecify.annotations.NullMarked;
