package dev.trialstream.policy.search;

import dev.trialstream.protocol.history.TrialLog;
import java.util.Collections;
import java.util.List;

/**
 * The input of a sampler: the trials of the study by number, as of the history up to the trigger.
 *
 * <p>It is a view and no copy, so a sampler that does not look at the trials costs the same for any number of them. It
 * is valid during the call to {@link Sampler#suggest}, and must not be kept after it.
 */
public record SearchHistory(List<TrialLog> trials) {

    public SearchHistory {
        trials = Collections.unmodifiableList(trials);
    }
}
