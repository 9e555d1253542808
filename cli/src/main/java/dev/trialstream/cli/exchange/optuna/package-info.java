/**
 * Studies of Optuna 3 and 4, from its storage files. Readers of files produce an
 * {@link dev.trialstream.cli.exchange.optuna.OptunaStudy}; its conversion to a history uses no files.
 */
@NullMarked
package dev.trialstream.cli.exchange.optuna;

import org.jspecify.annotations.NullMarked;
