/** Search algorithms: a study and its history become a suggestion. */
@NullMarked
package dev.trialstream.policy.search;

import org.jspecify.annotations.NullMarked;
