/** {@code trialstream replay}: what was decided, proved; and what another rule would have done. */
@NullMarked
package dev.trialstream.cli.replay;

import org.jspecify.annotations.NullMarked;
