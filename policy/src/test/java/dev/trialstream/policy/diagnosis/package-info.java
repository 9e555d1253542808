@NullMarked
package dev.trialstream.policy.diagnosis;

import org.jspecify.annotations.NullMarked;
