package dev.trialstream.policy.contracts;

import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import java.util.Map;

/** Trials of a study called {@code s}, for tests. */
public final class Trials {
    private Trials() {}

    /** A trial that a worker has claimed. */
    public static TrialLog running(int number, Parameters parameters) {
        String id = "s." + number;
        return TrialLog.requested(new Fact.Requested(id, number, Role.SEARCH, parameters, number, "random"))
                .after(new Fact.Dispatched(id, 1, "cpu"))
                .after(new Fact.Claimed(id, 1, "w"));
    }

    /** A trial that ended after epochs with these validation errors. */
    public static TrialLog completed(int number, Parameters parameters, double... errors) {
        String id = "s." + number;
        TrialLog trial = running(number, parameters);
        for (int i = 0; i < errors.length; i++) {
            trial = trial.after(new Fact.Epoch(id, 1, "w", i + 1, Map.of("validation_error", errors[i]), 1, 1, null));
        }
        return trial.after(new Fact.Completed(id, 1, "w", errors.length));
    }

    /** A trial that failed before its first epoch. */
    public static TrialLog failed(int number, Parameters parameters) {
        return running(number, parameters).after(new Fact.Failed("s." + number, 1, "w", "diverged"));
    }
}
