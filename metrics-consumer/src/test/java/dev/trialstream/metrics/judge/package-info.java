/** The judge, on histories written for it. */
@NullMarked
package dev.trialstream.metrics.judge;

import org.jspecify.annotations.NullMarked;
