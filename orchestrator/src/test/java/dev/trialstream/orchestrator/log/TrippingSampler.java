package dev.trialstream.orchestrator.log;

import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.policy.search.Suggestion;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A sampler with a fault, until it is mended. */
public final class TrippingSampler implements Sampler {
    static final AtomicReference<Throwable> FAULT = new AtomicReference<>();

    @Override
    public String name() {
        return "tripping";
    }

    @Override
    public String help() {
        return "Fails where a test wants it to.";
    }

    @Override
    public Suggestion suggest(Study study, SearchHistory history, int number) {
        Throwable fault = FAULT.get();
        if (fault instanceof Error error) {
            throw error;
        } else if (fault instanceof RuntimeException exception) {
            throw exception;
        }
        return new Suggestion(new Parameters(Map.of("x", 0.5)));
    }
}
