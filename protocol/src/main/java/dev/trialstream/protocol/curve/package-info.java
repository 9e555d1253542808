/** Learning curves and their scores. */
@NullMarked
package dev.trialstream.protocol.curve;

import org.jspecify.annotations.NullMarked;
