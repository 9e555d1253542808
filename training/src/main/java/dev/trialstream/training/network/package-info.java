/** The trainer of networks: a job becomes prepared data and a plan, which an engine carries out. */
@NullMarked
package dev.trialstream.training.network;

import org.jspecify.annotations.NullMarked;
