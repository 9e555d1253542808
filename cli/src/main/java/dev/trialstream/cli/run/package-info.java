/** One study from its request to its end, as the history tells it. */
@NullMarked
package dev.trialstream.cli.run;

import org.jspecify.annotations.NullMarked;
