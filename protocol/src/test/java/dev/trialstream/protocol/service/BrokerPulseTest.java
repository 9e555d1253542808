package dev.trialstream.protocol.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BrokerPulseTest {
    private long now = 1;
    private final BrokerPulse pulse = new BrokerPulse(() -> now);

    @Test
    void nothing_is_heard_before_the_first_byte() {
        assertThat(pulse.isHeard(Map.of())).isFalse();
        assertThat(pulse.isHeard(received("consumer-metrics", 0))).isFalse();
        assertThat(pulse.isHeard(received("consumer-metrics", 7))).isTrue();
    }

    @Test
    void ten_seconds_without_a_byte_are_silence_and_the_next_byte_ends_it() {
        assertThat(pulse.isHeard(received("consumer-metrics", 7))).isTrue();
        pass(Duration.ofMillis(9_999));
        assertThat(pulse.isHeard(received("consumer-metrics", 7))).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(pulse.isHeard(received("consumer-metrics", 7))).isFalse();
        assertThat(pulse.isHeard(received("consumer-metrics", 8))).isTrue();
    }

    @Test
    void a_consumer_that_began_anew_counts_from_nothing() {
        assertThat(pulse.isHeard(received("consumer-metrics", 700))).isTrue();
        assertThat(pulse.isHeard(received("consumer-metrics", 0))).isFalse();
        assertThat(pulse.isHeard(received("consumer-metrics", 7))).isTrue();
    }

    @Test
    void only_what_consumers_receive_in_all_is_counted() {
        assertThat(pulse.isHeard(received("consumer-node-metrics", 7))).isFalse();
        assertThat(pulse.isHeard(received("producer-metrics", 7))).isFalse();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Map<MetricName, Metric> received(String group, double bytes) {
        MetricName name = new MetricName("incoming-byte-total", group, "", Map.of());
        return Map.of(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return bytes;
            }
        });
    }
}
