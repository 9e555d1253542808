/** Keeps a class name that users' compiled trainers refer to; the class itself has moved. */
@NullMarked
package dev.trialstream.worker.engine;

import org.jspecify.annotations.NullMarked;
