/** The tree-structured Parzen estimator: two densities over the space, one of good trials and one of the others. */
@NullMarked
package dev.trialstream.policy.search.tpe;

import org.jspecify.annotations.NullMarked;
