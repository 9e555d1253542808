/** What a worker trains on. */
@NullMarked
package dev.trialstream.worker.device;

import org.jspecify.annotations.NullMarked;
