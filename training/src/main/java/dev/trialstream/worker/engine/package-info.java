/** Keeps a class name that compiled trainers of users refer to; its package has moved. */
@NullMarked
package dev.trialstream.worker.engine;

import org.jspecify.annotations.NullMarked;
