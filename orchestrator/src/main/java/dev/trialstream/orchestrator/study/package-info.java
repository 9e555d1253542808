/** The life of a study as a pure function of its history. */
@NullMarked
package dev.trialstream.orchestrator.study;

import org.jspecify.annotations.NullMarked;
