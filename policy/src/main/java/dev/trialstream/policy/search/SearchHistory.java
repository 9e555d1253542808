package dev.trialstream.policy.search;

import dev.trialstream.protocol.history.TrialLog;
import java.util.Collection;
import java.util.List;

/** What a sampler may know: the trials of the study by number, exactly as the history tells them up to the trigger. */
public record SearchHistory(List<TrialLog> trials) {

    public SearchHistory {
        trials = List.copyOf(trials);
    }

    public static SearchHistory of(Collection<TrialLog> trials) {
        return new SearchHistory(List.copyOf(trials));
    }
}
