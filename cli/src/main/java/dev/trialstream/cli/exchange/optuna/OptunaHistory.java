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
 * A study of Optuna as a history of here: one that has ended and that nobody trains on.
 *
 * @param study the id that it has here
 * @param best empty where no trial has a value
 * @param notes what was left out or is called something else, a line each
 */
public record OptunaHistory(
        String study, List<HistoryEvent> events, List<Decision> decisions, Optional<Best> best, List<String> notes) {

    /** Whether Optuna keeps studies in {@code file}. */
    public static boolean isIn(Path file) throws IOException {
        return OptunaStorage.in(file).isPresent();
    }

    /**
     * Reads the study from Optuna's file.
     *
     * @param optunaStudy its name there; null: the only one
     * @param id that it is to have here; null: made of its name
     * @param sha256 of the file
     * @param zone of the machine that Optuna ran on, whose local time the file has
     * @throws UserError where it cannot be brought in
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
