/** The metrics-consumer: it reads the history of every study and judges its trials. */
@NullMarked
package dev.trialstream.metrics;

import org.jspecify.annotations.NullMarked;
