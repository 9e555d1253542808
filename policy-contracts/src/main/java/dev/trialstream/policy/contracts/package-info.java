/**
 * What every sampler and every stopping rule promises, as JUnit tests to extend, with studies and trials to try policies
 * on.
 */
@NullMarked
package dev.trialstream.policy.contracts;

import org.jspecify.annotations.NullMarked;
