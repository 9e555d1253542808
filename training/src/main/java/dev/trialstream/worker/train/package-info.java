/**
 * The trainer port of workers. It keeps its former package name from the worker's module, because users' compiled
 * trainers implement {@link dev.trialstream.worker.train.Trainer} and name it in {@code META-INF/services}.
 */
@NullMarked
package dev.trialstream.worker.train;

import org.jspecify.annotations.NullMarked;
