/** The loops between a worker and its topics. */
@NullMarked
package dev.trialstream.worker.kafka;

import org.jspecify.annotations.NullMarked;
