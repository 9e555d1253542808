/** Questions about studies, asked over HTTP of whichever metrics-consumer keeps them. */
@NullMarked
package dev.trialstream.metrics.query;

import org.jspecify.annotations.NullMarked;
