/** Effect of each tuning method on the error on unseen rows. */
@NullMarked
package dev.trialstream.benchmarks.methods;

import org.jspecify.annotations.NullMarked;
