package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Examples;
import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StudyTest {
    private final Study full = Examples.fullStudy();

    @Test
    void has_every_part_of_its_request() throws ReflectiveOperationException {
        for (RecordComponent part : StudyRequest.class.getRecordComponents()) {
            Object said = part.getAccessor().invoke(full.request());
            Object had = Study.class.getMethod(part.getName()).invoke(full);
            assertThat(said).as(part.getName()).isNotNull();
            assertThat(had instanceof Budget budget ? budget.settings() : had)
                    .as(part.getName())
                    .isEqualTo(said);
        }
    }

    @Test
    void is_written_and_read_as_its_request() {
        byte[] written = Json.json().writeValueAsBytes(full);
        assertThat(Json.json().readValue(written, StudyRequest.class)).isEqualTo(full.request());
        assertThat(Json.json().readValue(written, Study.class)).isEqualTo(full);
    }

    @Test
    void that_was_accepted_before_there_were_bounds_stays_readable() {
        ObjectNode recorded = Json.json().valueToTree(full);
        recorded.withObject("budget").put("epochs", Integer.MAX_VALUE).put("total_epochs", Integer.MAX_VALUE);
        recorded.withObject("promotion").put("confirm", 400_000_000);
        recorded.withObject("attempts").put("crashed", Integer.MAX_VALUE);
        recorded.put("seeds", 5000);

        Study read = Json.json().treeToValue(recorded, Study.class);

        assertThat(read.budget().epochs()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.budget().totalEpochs()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.promotion().confirm()).isEqualTo(400_000_000);
        assertThat(read.seeds()).isEqualTo(5000);
        ObjectNode written = Json.json().valueToTree(read);
        assertThat(written).isEqualTo(recorded);
    }

    @Test
    void keeps_what_a_change_does_not_name() {
        Study changed = full.with(it -> it.stopping(StoppingSpec.NONE));
        assertThat(changed.stopping()).isEqualTo(StoppingSpec.NONE);
        assertThat(changed.with(it -> it.stopping(full.stopping()))).isEqualTo(full);
    }

    @Test
    void leaves_nothing_open() {
        for (StudyRequest open : new StudyRequest[] {
            full.request().edit().study(null).build(),
            full.request().edit().objective(null).build(),
            full.request().edit().space(null).build(),
            full.request().edit().stopping(null).build(),
            full.request().edit().enqueue(null).build(),
            full.request().edit().budget(null).build()
        }) {
            assertThatThrownBy(() -> Study.of(open)).hasMessageStartingWith("a study that leaves ");
        }
    }
}
