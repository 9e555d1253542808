@NullMarked
package dev.trialstream.policy.promotion;

import org.jspecify.annotations.NullMarked;
