/** Trials that are trained in a process of their own, by the same trainers: what kills it is the end of one attempt. */
@NullMarked
package dev.trialstream.worker.isolation;

import org.jspecify.annotations.NullMarked;
