/** Learning curves and the one number a curve is judged by. */
@NullMarked
package dev.trialstream.protocol.curve;

import org.jspecify.annotations.NullMarked;
