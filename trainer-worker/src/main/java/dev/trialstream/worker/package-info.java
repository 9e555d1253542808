/** Trains: a trial becomes an event per epoch. */
@NullMarked
package dev.trialstream.worker;

import org.jspecify.annotations.NullMarked;
