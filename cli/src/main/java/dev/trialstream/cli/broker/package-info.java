/** The Kafka broker that runs inside the process. */
@NullMarked
package dev.trialstream.cli.broker;

import org.jspecify.annotations.NullMarked;
