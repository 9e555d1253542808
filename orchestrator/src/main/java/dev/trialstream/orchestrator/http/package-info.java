/** Commands, queries and ask/tell over HTTP. Every request goes through the log, so any instance can answer it. */
@NullMarked
package dev.trialstream.orchestrator.http;

import org.jspecify.annotations.NullMarked;
