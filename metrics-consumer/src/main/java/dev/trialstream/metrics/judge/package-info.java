/** The judge of a study: a fold over its history that says which trials stop, which leads and which has won. */
@NullMarked
package dev.trialstream.metrics.judge;

import org.jspecify.annotations.NullMarked;
