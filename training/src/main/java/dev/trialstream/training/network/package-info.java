/** The network trainer: turns a job into prepared data and a plan, which an engine executes. */
@NullMarked
package dev.trialstream.training.network;

import org.jspecify.annotations.NullMarked;
