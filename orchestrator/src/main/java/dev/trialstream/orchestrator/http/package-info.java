/** Commands, reading, and ask/tell over HTTP. Whatever is asked goes through the log, so that any instance may be asked. */
@NullMarked
package dev.trialstream.orchestrator.http;

import org.jspecify.annotations.NullMarked;
