/** Statistical tests of differences. */
@NullMarked
package dev.trialstream.benchmarks.stats;

import org.jspecify.annotations.NullMarked;
