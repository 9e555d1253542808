/** Export and import of complete studies, import from Optuna, and export to MLflow. */
@NullMarked
package dev.trialstream.cli.exchange;

import org.jspecify.annotations.NullMarked;
