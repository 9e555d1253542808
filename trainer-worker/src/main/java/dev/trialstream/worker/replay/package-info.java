/** Trials that play recorded learning curves. */
@NullMarked
package dev.trialstream.worker.replay;

import org.jspecify.annotations.NullMarked;
