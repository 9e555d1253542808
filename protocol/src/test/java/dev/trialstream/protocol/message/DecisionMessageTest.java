package dev.trialstream.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class DecisionMessageTest {
    @Test
    void there_is_an_example_of_every_kind() {
        assertThat(Examples.decisions().map(Decision::type)).contains(Decision.Type.values());
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#decisions")
    void a_decision_is_read_as_it_was_written(Decision decision) {
        assertThat(Messages.read(Messages.write(decision), Decision.class)).isEqualTo(decision);
        assertThat(Messages.read(Messages.write(decision), decision.getClass())).isEqualTo(decision);
    }

    @ParameterizedTest
    @MethodSource("dev.trialstream.protocol.message.Examples#decisions")
    void a_decision_to_another_attempt_differs_in_nothing_else(Decision decision) {
        ObjectNode expected = (ObjectNode) Json.json().readTree(Messages.write(decision));
        expected.put("attempt", 7);
        assertThat(Json.json().readTree(Messages.write(decision.toAttempt(7)))).isEqualTo(expected);
    }

    @Test
    void a_pause_without_an_epoch_was_asked_for_by_no_rule() {
        Grounds grounds = new Grounds("command", Map.of(), "paused", "e", Examples.NOON);
        Decision suspend = new Decision.Suspend("d", "s", "s.1", 1, grounds);
        assertThat(Json.json().readTree(Messages.write(suspend)).get("type").stringValue())
                .isEqualTo("pause");
        assertThat(Messages.read(Messages.write(suspend), Decision.class)).isInstanceOf(Decision.Suspend.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id': 'd'}", "{'id': 'd', 'type': 'fence'}", "{'id': 'd', 'type': 'unheard_of'}"})
    void a_decision_without_a_known_type_or_a_fence_without_a_worker_cannot_be_read(String message) {
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Messages.read(bytes, Decision.class)).isInstanceOf(Messages.UnreadableMessage.class);
    }

    @Test
    void a_decision_of_another_kind_is_refused_where_one_kind_is_expected() {
        byte[] fence = Messages.write(Examples.decisions()
                .filter(Decision.Fence.class::isInstance)
                .findFirst()
                .orElseThrow());
        assertThatThrownBy(() -> Messages.read(fence, Decision.Stop.class))
                .isInstanceOf(Messages.UnreadableMessage.class)
                .hasMessageContaining("Stop");
    }
}
