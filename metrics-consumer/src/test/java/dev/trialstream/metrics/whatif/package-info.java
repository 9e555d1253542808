@NullMarked
package dev.trialstream.metrics.whatif;

import org.jspecify.annotations.NullMarked;
