/** Execution of a job by a worker, from claim to end. */
@NullMarked
package dev.trialstream.worker.job;

import org.jspecify.annotations.NullMarked;
