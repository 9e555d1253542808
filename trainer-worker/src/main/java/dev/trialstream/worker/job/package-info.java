/** What a worker does with a job, from claim to end. */
@NullMarked
package dev.trialstream.worker.job;

import org.jspecify.annotations.NullMarked;
