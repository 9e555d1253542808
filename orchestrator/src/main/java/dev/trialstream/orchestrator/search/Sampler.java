package dev.trialstream.orchestrator.search;

import dev.trialstream.protocol.study.Study;

/**
 * A search algorithm. Implementations are pure: no clock, no state, no random source but seeds derived from the study's
 * with {@link dev.trialstream.protocol.Seeds}, so that a history read again gives the same suggestions.
 *
 * <p>To add one, write a class with a public constructor without arguments and name it in {@code
 * META-INF/services/dev.trialstream.orchestrator.search.Sampler}.
 */
public interface Sampler {
    /** What a study calls it: {@code search: {algorithm: NAME}}. */
    String name();

    /**
     * Proposes trial {@code number} (from 1).
     *
     * <p>The point holds the study's constraints; {@link Feasible} draws such points. One that does not is replaced.
     *
     * @param history every trial requested so far, the unfinished among them
     */
    Suggestion suggest(Study study, SearchHistory history, int number);
}
