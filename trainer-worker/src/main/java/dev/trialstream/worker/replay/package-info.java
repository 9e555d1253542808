/** Trials that play learning curves which were recorded elsewhere. */
@NullMarked
package dev.trialstream.worker.replay;

import org.jspecify.annotations.NullMarked;
