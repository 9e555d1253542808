/** The judge of a study: a fold over its history that decides which trials stop, which leads and which wins. */
@NullMarked
package dev.trialstream.metrics.judge;

import org.jspecify.annotations.NullMarked;
