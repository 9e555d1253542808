/** Topics, records and client settings; no loops and no policy. */
@NullMarked
package dev.trialstream.protocol.kafka;

import org.jspecify.annotations.NullMarked;
