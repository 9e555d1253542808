/** All studies as the log tells them, whoever answers for them. */
@NullMarked
package dev.trialstream.orchestrator.view;

import org.jspecify.annotations.NullMarked;
