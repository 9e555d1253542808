/** The search space of a study: its dimensions, and the parameters drawn from it. */
@NullMarked
package dev.trialstream.protocol.space;

import org.jspecify.annotations.NullMarked;
