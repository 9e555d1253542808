/** The engine that runs plans on Deeplearning4j. */
@NullMarked
package dev.trialstream.worker.dl4j;

import org.jspecify.annotations.NullMarked;
