/** What the scripts of this folder measure with. */
@NullMarked
package dev.trialstream.benchmarks;

import org.jspecify.annotations.NullMarked;
