/** Tables from CSV files, checked, and their rows parted into training, validation and test. */
@NullMarked
package dev.trialstream.training.data;

import org.jspecify.annotations.NullMarked;
