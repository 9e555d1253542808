/** What each tuning method does to the error on rows that nothing has seen. */
@NullMarked
package dev.trialstream.benchmarks.methods;

import org.jspecify.annotations.NullMarked;
