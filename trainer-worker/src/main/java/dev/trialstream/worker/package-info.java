/** The trainer-worker: turns a trial into one event per epoch. */
@NullMarked
package dev.trialstream.worker;

import org.jspecify.annotations.NullMarked;
