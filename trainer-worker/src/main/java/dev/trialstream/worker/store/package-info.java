/** Storage of checkpoints and models. */
@NullMarked
package dev.trialstream.worker.store;

import org.jspecify.annotations.NullMarked;
