/**
 * The port that workers train through. It keeps the package name that it had in the module of the worker, because compiled
 * trainers of users implement {@link dev.trialstream.worker.train.Trainer} and name it in {@code META-INF/services}.
 */
@NullMarked
package dev.trialstream.worker.train;

import org.jspecify.annotations.NullMarked;
