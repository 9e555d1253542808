package dev.trialstream.policy.search;

import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * A search algorithm. Implementations are pure: no clock, no state, no random source but seeds derived from the study's
 * with {@link dev.trialstream.protocol.Seeds}, so that a history read again gives the same suggestions.
 *
 * <p>To add one, write a class with a public constructor without arguments and name it in {@code
 * META-INF/services/dev.trialstream.policy.search.Sampler}.
 */
public interface Sampler {
    /** The name in study files: {@code search: {algorithm: NAME}}. */
    String name();

    /** What the sampler does, in one sentence. */
    String help();

    /** The settings beside {@code algorithm} and {@code seed}, each described once; read them from {@link
     * dev.trialstream.protocol.study.SearchSpec#settings}. */
    default List<Key<?>> keys() {
        return List.of();
    }

    /**
     * Checks what no single key can: how settings go together.
     *
     * @throws dev.trialstream.protocol.study.InvalidStudy whose field is the name of a key
     */
    default void check(Settings settings) {}

    /**
     * Proposes trial {@code number} (from 1).
     *
     * <p>The point holds the study's constraints; {@link Feasible} draws such points. One that does not is replaced.
     *
     * @param history every trial requested so far, the unfinished among them
     */
    Suggestion suggest(Study study, SearchHistory history, int number);
}
