/** One study, from its request to its end, followed in the history. */
@NullMarked
package dev.trialstream.cli.run;

import org.jspecify.annotations.NullMarked;
