package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    private static final String DATA = "data: {csv: a.csv, target: y}\n";
    private static final DataProfile PROFILE =
            new DataProfile("ab", Task.CLASSIFICATION, 100, 0, List.of(), Map.of("a", 50, "b", 50), 4, 60, 20, 20);

    @Test
    void an_open_study_gets_the_documented_defaults() {
        Study study = complete(DATA);
        assertThat(study.budget()).isEqualTo(new Budget(40, 27, null, 40));
        assertThat(study.stopping()).isEqualTo(new StoppingSpec.Asha(1, 3));
        assertThat(study.objective().metric()).isEqualTo("validation_error");
        assertThat(study.data().task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(study.search().algorithm()).isEqualTo("random");
    }

    @Test
    void an_open_space_is_begun_with_a_point_of_it() {
        Study study = complete(DATA);
        assertThat(study.enqueue()).hasSize(1);
        assertThat(study.space().objectionTo(study.enqueue().get(0), study.fixed()))
                .isEmpty();
    }

    @Test
    void what_is_fixed_is_not_searched() {
        Study study = complete(DATA + "fixed: {optimizer: nesterov, layers: 1}\n");
        assertThat(study.space().dimensions())
                .doesNotContainKeys("optimizer", "layers")
                .containsKey("momentum");
        assertThat(study.enqueue().get(0).has("momentum")).isTrue();
    }

    @Test
    void an_effective_study_asks_for_exactly_itself() {
        Study study = complete(DATA + "budget: {time: 90s, parallel: 2}\n");
        StudyRequest again = StudyReader.json(Json.json().writeValueAsBytes(study));
        assertThat(Defaults.complete("s", again, PROFILE)).isEqualTo(study);
    }

    @Test
    void an_enqueued_configuration_that_is_no_point_of_the_space_is_refused_by_name() {
        assertThatThrownBy(() -> complete(
                        DATA + "space: {layers: {type: int, min: 1, max: 3}}\nenqueue: [{layers: 2}, {layers: 7}]\n"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("enqueue[1].layers: expected a whole number from 1 to 3, got 7");
    }

    private static Study complete(String yaml) {
        return Defaults.complete("s", StudyReader.yaml(yaml), PROFILE);
    }
}
