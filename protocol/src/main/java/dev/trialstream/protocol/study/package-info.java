/** Studies: the request of a user, the effective study, and the profile of its data. */
@NullMarked
package dev.trialstream.protocol.study;

import org.jspecify.annotations.NullMarked;
