package dev.trialstream.metrics;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
    private final StreamsException timeout = new StreamsException("send", new TimeoutException("late"));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Throwable> ends = new ArrayList<>();
    private final ThreadReplacement replacement = new ThreadReplacement(2, Duration.ofMinutes(5), () -> now, ends::add);

    @Test
    void trouble_that_may_pass_replaces_the_thread_so_many_times_and_no_more() {
        assertThat(replacement.handle(timeout)).isEqualTo(REPLACE_THREAD);
        assertThat(replacement.handle(timeout)).isEqualTo(REPLACE_THREAD);
        assertThat(ends).isEmpty();

        assertThat(replacement.handle(timeout)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(ends).containsExactly(timeout);
    }

    @Test
    void old_trouble_is_forgotten_after_the_window() {
        replacement.handle(timeout);
        now = now.plusSeconds(200);
        replacement.handle(timeout);

        now = now.plusSeconds(100);
        assertThat(replacement.handle(timeout)).isEqualTo(REPLACE_THREAD);
        assertThat(replacement.handle(timeout)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void a_fault_of_our_own_ends_the_stream_at_once() {
        StreamsException fault = new StreamsException("process", new IllegalStateException("broken"));

        assertThat(replacement.handle(fault)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(ends).containsExactly(fault);
    }

    /** The exception of a broker that died in mid-transaction and came back; it was seen to end the judge for good. */
    @Test
    void a_transaction_that_the_broker_has_ended_meanwhile_replaces_the_thread() {
        assertThat(replacement.handle(new StreamsException(
                        "Error encountered trying to commit a transaction",
                        new InvalidTxnStateException("an invalid state"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(replacement.handle(new StreamsException("send", new InvalidProducerEpochException("fenced"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(ends).isEmpty();
    }

    /** Metadata from just before the topics were created: seen to end the judge for good. */
    @Test
    void a_topic_that_is_missing_for_a_moment_replaces_the_thread() {
        assertThat(replacement.handle(new MissingSourceTopicException("trials.events")))
                .isEqualTo(REPLACE_THREAD);
        assertThat(replacement.handle(new MissingSourceTopicException("trials.events")))
                .isEqualTo(REPLACE_THREAD);
        assertThat(replacement.handle(new MissingSourceTopicException("trials.events")))
                .isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void what_the_broker_will_never_allow_ends_the_stream_at_once() {
        assertThat(replacement.handle(new StreamsException("poll", new TopicAuthorizationException("not yours"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(replacement.handle(new StreamsException("poll", new SaslAuthenticationException("who?"))))
                .isEqualTo(SHUTDOWN_CLIENT);
    }
}
