package dev.trialstream.policy;

import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.PolicyReader;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import org.jspecify.annotations.Nullable;

/** All that decides in this process: samplers and stopping rules. */
public record Policies(Samplers samplers, StoppingRules rules) implements PolicyReader {
    /** Those of this project and those on the class path beside it. */
    public static Policies onClassPath() {
        return new Policies(Samplers.onClassPath(), StoppingRules.onClassPath());
    }

    @Override
    public SearchSpec search(@Nullable Fields fields) {
        return samplers.read(fields);
    }

    @Override
    public StoppingSpec stopping(Fields fields) {
        return rules.read(fields);
    }
}
