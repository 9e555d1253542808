/**
 * Studies of Optuna 3 and 4, from the files that it keeps them in. What reads files ends in an {@link
 * dev.trialstream.cli.exchange.optuna.OptunaStudy}; what makes a history of that touches no file.
 */
@NullMarked
package dev.trialstream.cli.exchange.optuna;

import org.jspecify.annotations.NullMarked;
