/** What is done with a model once it is delivered. */
@NullMarked
package dev.trialstream.worker.predict;

import org.jspecify.annotations.NullMarked;
