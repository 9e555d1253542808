package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Examples;
import dev.trialstream.protocol.message.Fact;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BuilderTest {
    private static final List<Study> STUDIES = Examples.facts()
            .filter(Fact.Accepted.class::isInstance)
            .map(fact -> ((Fact.Accepted) fact).spec())
            .toList();

    @Test
    void a_study_that_is_edited_keeps_every_part_that_is_not_set_anew() throws ReflectiveOperationException {
        Study full = STUDIES.stream()
                .filter(study -> study.judging() != null)
                .findFirst()
                .orElseThrow();
        for (RecordComponent part : Study.class.getRecordComponents()) {
            assertThat(part.getAccessor().invoke(full)).as(part.getName()).isNotNull();
        }

        assertThat(full.edit().build()).isEqualTo(full);
        assertThat(full.edit().stopping(StoppingSpec.NONE).build().stopping()).isEqualTo(StoppingSpec.NONE);
    }

    @Test
    void every_part_of_a_request_is_set_and_kept() throws ReflectiveOperationException {
        Study full = STUDIES.stream()
                .filter(study -> study.judging() != null)
                .findFirst()
                .orElseThrow();
        StudyRequest.Builder builder =
                StudyRequest.builder(full.trainer(), full.search()).budget(new StudyRequest.Limits(3, 2, null, 1));
        for (RecordComponent part : StudyRequest.class.getRecordComponents()) {
            if (!part.getName().equals("budget")) {
                Object value = Study.class.getMethod(part.getName()).invoke(full);
                setter(part).invoke(builder, value);
            }
        }

        StudyRequest request = builder.build();

        for (RecordComponent part : StudyRequest.class.getRecordComponents()) {
            Object value = Objects.requireNonNull(part.getAccessor().invoke(request), part.getName());
            if (!part.getName().equals("budget")) {
                assertThat(value)
                        .isEqualTo(Study.class.getMethod(part.getName()).invoke(full));
            }
        }
        assertThat(request.edit().build()).isEqualTo(request);
    }

    private static Method setter(RecordComponent part) {
        return Arrays.stream(StudyRequest.Builder.class.getMethods())
                .filter(method -> method.getName().equals(part.getName()))
                .findFirst()
                .orElseThrow();
    }
}
