/** The engine that runs plans on Deeplearning4j. */
@NullMarked
package dev.trialstream.engine.dl4j;

import org.jspecify.annotations.NullMarked;
