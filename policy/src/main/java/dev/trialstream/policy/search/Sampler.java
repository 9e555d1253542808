package dev.trialstream.policy.search;

import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * A search algorithm. Implementations are pure: they use no clock, no state, and no random source but seeds derived
 * from the study's with {@link dev.trialstream.protocol.Seeds}. So reading a history again gives the same suggestions.
 *
 * <p>To add one, write a class with a public no-argument constructor and name it in
 * {@code META-INF/services/dev.trialstream.policy.search.Sampler}.
 */
public interface Sampler {
    /** The name in study files: {@code search: {algorithm: NAME}}. */
    String name();

    /** What the sampler does, in one sentence. */
    String help();

    /**
     * The settings besides {@code algorithm} and {@code seed}, each described once; read them from
     * {@link dev.trialstream.protocol.study.SearchSpec#settings}.
     */
    default List<Key<?>> keys() {
        return List.of();
    }

    /**
     * Checks combinations of settings, which no single key can check.
     *
     * @throws dev.trialstream.protocol.study.InvalidStudy whose field is the name of a key
     */
    default void check(Settings settings) {}

    /**
     * Proposes trial {@code number} (from 1).
     *
     * <p>The point should satisfy the study's constraints; {@link Feasible} draws such points. A point that does not is
     * replaced.
     *
     * @param history every trial requested so far, including unfinished ones
     */
    Suggestion suggest(Study study, SearchHistory history, int number);
}
