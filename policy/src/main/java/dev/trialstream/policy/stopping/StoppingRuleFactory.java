package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * A kind of stopping rule: its name, its settings, and how a rule is made of them. Found by {@link
 * java.util.ServiceLoader}: a class with a public constructor without arguments, named in {@code
 * META-INF/services/dev.trialstream.policy.stopping.StoppingRuleFactory}.
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
     * Checks what no single key can: how settings go together.
     *
     * @throws InvalidStudy whose field is the name of a key
     */
    default void check(Settings settings) {}

    /**
     * Makes the rule.
     *
     * @param settings as a study has them; those that were left out have their defaults
     * @param rules makes the rules within this one
     */
    StoppingRule make(Settings settings, StoppingRules rules);
}
