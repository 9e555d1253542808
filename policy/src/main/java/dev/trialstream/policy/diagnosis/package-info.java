/** What is wrong with a training, or with a study, told from its curves, and what to try against it. */
@NullMarked
package dev.trialstream.policy.diagnosis;

import org.jspecify.annotations.NullMarked;
