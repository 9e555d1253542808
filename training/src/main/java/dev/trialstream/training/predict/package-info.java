/** What is done with a model once it is delivered. */
@NullMarked
package dev.trialstream.training.predict;

import org.jspecify.annotations.NullMarked;
