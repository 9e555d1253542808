/** A read model of all studies, whichever process owns them. */
@NullMarked
package dev.trialstream.orchestrator.view;

import org.jspecify.annotations.NullMarked;
