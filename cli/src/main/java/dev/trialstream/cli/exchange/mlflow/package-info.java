/** Studies as runs of MLflow, over its REST API 2.0 (mlflow.org/docs/latest/rest-api.html). */
@NullMarked
package dev.trialstream.cli.exchange.mlflow;

import org.jspecify.annotations.NullMarked;
