package dev.trialstream.protocol.study;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a study says of its sampler and its stopping rules. A process that has them reads strictly, because each of
 * them describes its own settings; see the module {@code policy}.
 */
public interface PolicyReader {
    /** Takes every name and every setting, for processes that only pass studies on. */
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
     * @param fields of {@code search}; null where the study does not say
     * @throws InvalidStudy where there is no such sampler, or it has no such settings
     */
    SearchSpec search(@Nullable Fields fields);

    /** @throws InvalidStudy where there is no such rule, or it has no such settings */
    StoppingSpec stopping(Fields fields);
}
