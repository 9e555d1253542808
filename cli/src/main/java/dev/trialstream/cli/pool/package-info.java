/** The pool of workers: its members, and its wanted size. */
@NullMarked
package dev.trialstream.cli.pool;

import org.jspecify.annotations.NullMarked;
