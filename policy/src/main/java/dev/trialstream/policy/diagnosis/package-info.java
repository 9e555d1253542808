/** Diagnoses of trainings and studies from their curves, with suggested remedies. */
@NullMarked
package dev.trialstream.policy.diagnosis;

import org.jspecify.annotations.NullMarked;
