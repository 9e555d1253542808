/** The messages that travel through the topics. */
@NullMarked
package dev.trialstream.protocol.message;

import org.jspecify.annotations.NullMarked;
