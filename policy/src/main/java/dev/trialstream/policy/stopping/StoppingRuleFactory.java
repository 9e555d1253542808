package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * A kind of stopping rule: its name, its settings, and a factory method. Found by {@link java.util.ServiceLoader}: a
 * class with a public no-argument constructor, named in
 * {@code META-INF/services/dev.trialstream.policy.stopping.StoppingRuleFactory}.
 */
public interface StoppingRuleFactory {
    /** The name in study files: {@code stopping: {rule: NAME}}. */
    String name();

    /** What the rule does, in one sentence. */
    String help();

    /** The settings, each described once; {@link NestedRules} are settings that are rules themselves. */
    default List<Key<?>> keys() {
        return List.of();
    }

    /**
     * Checks combinations of settings, which no single key can check.
     *
     * @throws InvalidStudy whose field is the name of a key
     */
    default void check(Settings settings) {}

    /**
     * Creates the rule.
     *
     * @param settings of a study, with defaults filled in
     * @param rules creates the inner rules
     */
    StoppingRule make(Settings settings, StoppingRules rules);
}
