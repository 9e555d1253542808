package dev.trialstream.policy.search;

import dev.trialstream.protocol.history.TrialLog;
import java.util.Collections;
import java.util.List;

/**
 * What a sampler may know: the trials of the study by number, exactly as the history tells them up to the trigger.
 *
 * <p>It is a view and no copy, so that a sampler that does not look at the trials costs the same however many there are.
 * It holds during the call to {@link Sampler#suggest}, and must not be kept beyond it.
 */
public record SearchHistory(List<TrialLog> trials) {

    public SearchHistory {
        trials = Collections.unmodifiableList(trials);
    }
}
