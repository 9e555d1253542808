/** Whole studies out of one installation and into another, from Optuna and to MLflow. */
@NullMarked
package dev.trialstream.cli.exchange;

import org.jspecify.annotations.NullMarked;
