/** Measurements for the scripts of this folder. */
@NullMarked
package dev.trialstream.benchmarks;

import org.jspecify.annotations.NullMarked;
