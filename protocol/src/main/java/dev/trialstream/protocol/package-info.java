/** The language the services share. It depends on no other module. */
@NullMarked
package dev.trialstream.protocol;

import org.jspecify.annotations.NullMarked;
