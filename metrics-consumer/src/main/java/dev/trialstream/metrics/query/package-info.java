/** Queries about studies over HTTP, answered by the metrics-consumer that has the study. */
@NullMarked
package dev.trialstream.metrics.query;

import org.jspecify.annotations.NullMarked;
