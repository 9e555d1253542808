/** The port that workers train through, and the trainer of networks behind it. */
@NullMarked
package dev.trialstream.worker.train;

import org.jspecify.annotations.NullMarked;
