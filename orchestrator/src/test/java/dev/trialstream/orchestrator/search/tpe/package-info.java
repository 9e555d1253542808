/** The tree-structured Parzen estimator, by numbers worked by hand. */
@NullMarked
package dev.trialstream.orchestrator.search.tpe;

import org.jspecify.annotations.NullMarked;
