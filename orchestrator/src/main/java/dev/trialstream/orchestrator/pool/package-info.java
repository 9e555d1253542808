/** The workers, from the heartbeats and ticks of the pool's log. */
@NullMarked
package dev.trialstream.orchestrator.pool;

import org.jspecify.annotations.NullMarked;
