/** Checked tables from CSV files, and their split into training, validation and test rows. */
@NullMarked
package dev.trialstream.training.data;

import org.jspecify.annotations.NullMarked;
