package dev.trialstream.protocol.study;

import org.jspecify.annotations.Nullable;

/**
 * Reads a study's sampler and stopping rules. A process that has them reads strictly, because each describes its own
 * settings; see the module {@code policy}.
 */
public interface PolicyReader {
    /** Accepts every name and setting, for processes that only pass studies on. */
    PolicyReader LENIENT = new PolicyReader() {
        @Override
        public SearchSpec search(@Nullable Fields fields) {
            return fields == null
                    ? new SearchSpec(SearchSpec.AUTO, StudyKeys.SEED.requireOtherwise())
                    : SearchSpec.of(fields.all());
        }

        @Override
        public StoppingSpec stopping(Fields fields) {
            return StoppingSpec.of(fields.all());
        }
    };

    /**
     * @param fields of {@code search}; null if the study has none
     * @throws InvalidStudy if there is no such sampler or setting
     */
    SearchSpec search(@Nullable Fields fields);

    /** @throws InvalidStudy if there is no such rule or setting */
    StoppingSpec stopping(Fields fields);

    /**
     * Checks what no single key shows.
     *
     * @throws InvalidStudy if nothing satisfies the constraints, or the stopping rule can never act
     */
    default void check(StudyRequest request) {}
}
