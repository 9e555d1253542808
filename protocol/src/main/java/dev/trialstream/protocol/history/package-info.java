/** Folds over the history of a study, shared by everything that reads it. */
@NullMarked
package dev.trialstream.protocol.history;

import org.jspecify.annotations.NullMarked;
