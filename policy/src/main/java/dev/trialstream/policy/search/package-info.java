/** Search algorithms: they turn a study and its history into a suggestion. */
@NullMarked
package dev.trialstream.policy.search;

import org.jspecify.annotations.NullMarked;
