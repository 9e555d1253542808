/** Where checkpoints and models are kept. */
@NullMarked
package dev.trialstream.worker.store;

import org.jspecify.annotations.NullMarked;
