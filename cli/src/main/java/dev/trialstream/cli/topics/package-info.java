/** Commands on topics and client settings. */
@NullMarked
package dev.trialstream.cli.topics;

import org.jspecify.annotations.NullMarked;
