package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.message.Best;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestFactoryTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 600, 20_000})
    void a_front_fits_into_a_message_and_keeps_its_ends(int points) {
        List<Best.Point> front = IntStream.range(0, points)
                .mapToObj(i -> new Best.Point(
                        "s".repeat(63) + "." + i,
                        i + 1,
                        Map.of("e".repeat(100), 1.0 / (i + 3), "t".repeat(100), i / 3.0)))
                .toList();
        List<Best.Point> fitting = BestFactory.fitting(front);
        assertThat(Json.json().writeValueAsBytes(fitting).length).isLessThan(MessageSizes.FRONT + 2);
        assertThat(fitting.get(0)).isEqualTo(front.get(0));
        assertThat(fitting.get(fitting.size() - 1)).isEqualTo(front.get(points - 1));
        assertThat(fitting).doesNotHaveDuplicates();
        assertThat(front).containsAll(fitting);
    }

    @Test
    void a_short_front_is_whole() {
        List<Best.Point> front = IntStream.range(0, 500)
                .mapToObj(i -> new Best.Point("s." + i, 1, Map.of("error", 1.0, "size", 2.0)))
                .toList();
        assertThat(BestFactory.fitting(front)).isEqualTo(front);
    }
}
