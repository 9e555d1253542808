/** Policies: samplers, stopping rules, promotion and diagnosis. Pure functions without Kafka, clock and files. */
@NullMarked
package dev.trialstream.policy;

import org.jspecify.annotations.NullMarked;
