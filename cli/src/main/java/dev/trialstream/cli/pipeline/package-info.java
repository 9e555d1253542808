/** The three services and their broker, wired together in one process. */
@NullMarked
package dev.trialstream.cli.pipeline;

import org.jspecify.annotations.NullMarked;
