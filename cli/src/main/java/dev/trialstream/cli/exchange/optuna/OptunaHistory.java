package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.run.FreshId;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Optuna study as a history here, which has ended and that no worker trains.
 *
 * @param study its id here
 * @param best empty if no trial has a value
 * @param notes parts that were left out or renamed, one line each
 */
public record OptunaHistory(
        String study, List<HistoryEvent> events, List<Decision> decisions, Optional<Best> best, List<String> notes) {

    /** Whether {@code file} is an Optuna storage. */
    public static boolean isIn(Path file) throws IOException {
        return OptunaStorage.in(file).isPresent();
    }

    /**
     * Reads the study from Optuna's file.
     *
     * @param optunaStudy its name there; null: the only one
     * @param id its id here; null: derived from its name
     * @param sha256 of the file
     * @param zone of the local times in the file, from the machine that ran Optuna
     * @throws UserError if it cannot be imported
     */
    public static OptunaHistory read(
            Path file, @Nullable String optunaStudy, @Nullable String id, String sha256, ZoneId zone)
            throws IOException {
        OptunaStorage storage =
                OptunaStorage.in(file).orElseThrow(() -> UserError.badInput(file + ": not a file of Optuna's"));
        OptunaStudy study = storage.choose(optunaStudy);
        try {
            return new Mapping(study, id == null ? FreshId.from(study.name()) : id, sha256, zone).history();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw storage.bad("the Optuna study " + study.name() + " " + e.getMessage());
        }
    }
}
