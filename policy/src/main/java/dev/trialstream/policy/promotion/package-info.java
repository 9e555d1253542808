/** Who is promoted: the board, the candidates that cannot be told from the best, and what confirmed them. */
@NullMarked
package dev.trialstream.policy.promotion;

import org.jspecify.annotations.NullMarked;
