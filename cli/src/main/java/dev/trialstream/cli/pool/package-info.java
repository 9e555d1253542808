/** The pool of workers: who is there, and how many there should be. */
@NullMarked
package dev.trialstream.cli.pool;

import org.jspecify.annotations.NullMarked;
