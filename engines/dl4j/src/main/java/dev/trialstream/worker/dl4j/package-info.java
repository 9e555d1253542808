/**
 * Classes that delivered models name in their JSON. The models contain the package name too, so the classes stay here:
 * older models still load, and new models load in an older version.
 */
@NullMarked
package dev.trialstream.worker.dl4j;

import org.jspecify.annotations.NullMarked;
