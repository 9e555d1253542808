package dev.trialstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress("trialstream.events.v1", nanos::get);
    private final Map<MetricName, Metric> metrics = new HashMap<>();

    @Test
    void a_reader_that_is_behind_and_does_not_read_stands_still() {
        put("records-lag", 3);
        put("records-consumed-total", 7);
        assertThat(progress.standstill(metrics)).isEmpty();
        pass(59);
        assertThat(progress.standstill(metrics)).isEmpty();
        pass(1);
        assertThat(progress.standstill(metrics)).contains("has not read on for 60 s, although there are 3 more events");
        put("records-consumed-total", 8);
        assertThat(progress.standstill(metrics)).isEmpty();
    }

    @Test
    void a_reader_with_nothing_to_read_does_not() {
        put("records-lag", 0);
        pass(600);
        assertThat(progress.standstill(metrics)).isEmpty();
        assertThat(progress.standstill(Map.of())).isEmpty();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void put(String name, double value) {
        MetricName key = new MetricName(
                name, "consumer-fetch-manager-metrics", "", Map.of("topic", "trialstream_events_v1", "partition", "0"));
        metrics.put(key, new Metric() {
            @Override
            public MetricName metricName() {
                return key;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }
}
