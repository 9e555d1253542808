@NullMarked
package dev.trialstream.policy.stats;

import org.jspecify.annotations.NullMarked;
