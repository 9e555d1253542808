@NullMarked
package dev.trialstream.metrics.diagnosis;

import org.jspecify.annotations.NullMarked;
