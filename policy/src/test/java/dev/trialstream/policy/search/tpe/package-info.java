/** The tree-structured Parzen estimator, by numbers worked by hand. */
@NullMarked
package dev.trialstream.policy.search.tpe;

import org.jspecify.annotations.NullMarked;
