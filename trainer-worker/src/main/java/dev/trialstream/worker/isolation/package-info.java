/** Trials trained in their own process, by the same trainers: a crash ends only one attempt. */
@NullMarked
package dev.trialstream.worker.isolation;

import org.jspecify.annotations.NullMarked;
