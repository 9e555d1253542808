/**
 * Classes that delivered models name in their JSON. Models name them by package too, so they stay here: a model that was
 * delivered earlier loads, and one that is delivered now loads in an earlier version.
 */
@NullMarked
package dev.trialstream.worker.dl4j;

import org.jspecify.annotations.NullMarked;
