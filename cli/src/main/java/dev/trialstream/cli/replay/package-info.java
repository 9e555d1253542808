/** {@code trialstream replay}: proofs of past decisions, and the effect of other rules. */
@NullMarked
package dev.trialstream.cli.replay;

import org.jspecify.annotations.NullMarked;
