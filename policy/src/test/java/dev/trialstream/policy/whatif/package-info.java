@NullMarked
package dev.trialstream.policy.whatif;

import org.jspecify.annotations.NullMarked;
