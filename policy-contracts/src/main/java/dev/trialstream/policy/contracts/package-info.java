/** Contract tests for samplers and stopping rules, as JUnit classes to extend, with example studies and trials. */
@NullMarked
package dev.trialstream.policy.contracts;

import org.jspecify.annotations.NullMarked;
