/** How the metrics-consumer is held together, and the studies that its tests speak of. */
@NullMarked
package dev.trialstream.metrics;

import org.jspecify.annotations.NullMarked;
