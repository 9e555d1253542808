/**
 * Promotion: the leaderboard, the candidates that are statistically indistinguishable from the best, and their
 * confirmation.
 */
@NullMarked
package dev.trialstream.policy.promotion;

import org.jspecify.annotations.NullMarked;
