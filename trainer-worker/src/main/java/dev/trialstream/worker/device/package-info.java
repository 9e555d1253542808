/** The devices of a worker. */
@NullMarked
package dev.trialstream.worker.device;

import org.jspecify.annotations.NullMarked;
