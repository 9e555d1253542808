/** The loops between Kafka and the pure core. */
@NullMarked
package dev.trialstream.orchestrator.log;

import org.jspecify.annotations.NullMarked;
