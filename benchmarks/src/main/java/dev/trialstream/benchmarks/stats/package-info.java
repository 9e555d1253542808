/** Whether a difference is one. */
@NullMarked
package dev.trialstream.benchmarks.stats;

import org.jspecify.annotations.NullMarked;
