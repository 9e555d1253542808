package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.study.StoppingSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On studies of 9 epochs with rungs at 1, 2, 4 and 8, of whose trials the better half goes on. */
class JudgeTopologyTest {
    private static final StoppingSpec HALVING = new Asha(1, 2).spec();

    private final History history = new History(Studies.study("s", HALVING, 9));

    @TempDir
    private Path directory;

    private JudgeDriver judge;

    @BeforeEach
    void open() {
        judge = new JudgeDriver(directory);
        judge.tell(history.accepted());
        IntStream.rangeClosed(1, 3).forEach(number -> judge.tell(history.running(number)));
    }

    @AfterEach
    void close() {
        judge.close();
    }

    @Test
    void a_study_that_was_brought_in_is_not_judged_again() {
        History other = new History(Studies.study("other", HALVING, 9));
        judge.tellImported(other.accepted());
        other.running(1).forEach(judge::tellImported);
        other.running(2).forEach(judge::tellImported);
        judge.tellImported(other.epoch(1, 1, 0.4));
        judge.tellImported(other.epoch(2, 1, 0.5));
        assertThat(judge.decisions()).isEmpty();
        assertThat(judge.bests()).isEmpty();
        assertThat(judge.keys()).noneMatch(key -> key.startsWith("other/"));
    }

    @Test
    void a_trial_is_stopped_at_a_rung_where_it_is_not_among_the_best() {
        judge.tell(history.epoch(1, 1, 0.4));
        assertThat(judge.decisions()).isEmpty();

        judge.tell(history.epoch(2, 1, 0.5));

        assertThat(judge.decisions()).singleElement().isInstanceOfSatisfying(Decision.Stop.class, stop -> {
            assertThat(stop.id()).isEqualTo("s.2/1/w1/epoch/1/stop");
            assertThat(stop.study()).isEqualTo("s");
            assertThat(stop.job()).isEqualTo("s.2");
            assertThat(stop.attempt()).isEqualTo(1);
            assertThat(stop.epoch()).isEqualTo(1);
            assertThat(stop.rule()).isEqualTo("asha");
            assertThat(stop.numbers()).containsEntry("cutoff", 0.4).containsEntry("value", 0.5);
            assertThat(stop.cause()).isEqualTo("s.2/1/w1/epoch/1");
            assertThat(stop.time()).isEqualTo(History.START.plusSeconds(1));
        });
    }

    @Test
    void between_rungs_nobody_is_stopped() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(1, 2, 0.3), history.epoch(1, 3, 0.2));
        judge.tell(history.epoch(2, 1, 0.3), history.epoch(2, 2, 0.2), history.epoch(2, 3, 0.9));

        assertThat(judge.decisions()).isEmpty();
    }

    @Test
    void messages_are_keyed_by_study_and_have_the_headers_of_an_event() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));

        assertThat(judge.decisionRecords()).singleElement().satisfies(record -> {
            assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("s");
            assertThat(header(record.headers(), "ce_id")).isEqualTo("s.2/1/w1/epoch/1/stop");
            assertThat(header(record.headers(), "ce_type")).isEqualTo("dev.trialstream.decision");
            assertThat(header(record.headers(), "ce_source")).isEqualTo("/trialstream/metrics-consumer");
            assertThat(header(record.headers(), "content-type")).isEqualTo("application/json");
            assertThat(header(record.headers(), "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        });
        assertThat(judge.bestRecords()).singleElement().satisfies(record -> {
            assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("s");
            assertThat(header(record.headers(), "ce_id")).isEqualTo("s/best/1");
            assertThat(header(record.headers(), "ce_type")).isEqualTo("dev.trialstream.best");
        });
    }

    @Test
    void overrun_epochs_repeat_the_same_decision_and_count_nowhere() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));
        Decision.Stop stop = (Decision.Stop) judge.decisions().get(0);

        judge.tell(history.epoch(2, 2, 0.01), history.epoch(2, 3, 0.01));
        assertThat(judge.decisions()).containsExactly(stop, stop);

        judge.tell(history.epoch(1, 2, 0.4));
        assertThat(judge.decisions()).as("alone at its rung").isEmpty();
        judge.tell(history.stopped(2, 3, stop), history.epoch(3, 1, 0.3), history.epoch(3, 2, 0.3));
        assertThat(judge.decisions()).as("first of two at its rung").isEmpty();
        assertThat(judge.bests()).extracting(Best::value).containsExactly(0.4, 0.3);
    }

    @Test
    void a_stop_that_came_too_late_changes_nothing() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5), history.epoch(2, 2, 0.1));
        assertThat(judge.bests()).extracting(Best::trial).containsExactly("s.1");

        judge.tell(history.completed(2, 2));
        assertThat(judge.bests()).singleElement().satisfies(best -> {
            assertThat(best.trial()).isEqualTo("s.2");
            assertThat(best.value()).isEqualTo(0.1);
            assertThat(best.epoch()).isEqualTo(2);
        });

        judge.decisions();
        judge.tell(history.epoch(1, 2, 0.2));
        assertThat(judge.stops()).as("the full curve counts at its rungs").containsExactly("s.1");
    }

    /** Attempt 2 has no checkpoint and starts again: what attempt 1 reached is no model's any more. */
    @Test
    void epochs_of_a_lost_model_are_judged_no_longer() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(1, 2, 0.1), history.epoch(1, 3, 0.1));
        judge.tell(history.epoch(3, 1, 0.35));
        judge.tell(history.lapsed(1, 1, "w1"), history.dispatched(1, 2), history.claimed(1, 2, "w2"));
        assertThat(judge.bests()).extracting(Best::value).containsExactly(0.4, 0.1);

        judge.tell(history.restored(1, 2, "w2", 0));
        assertThat(judge.bests()).singleElement().satisfies(best -> {
            assertThat(best.trial()).isEqualTo("s.3");
            assertThat(best.value()).isEqualTo(0.35);
        });
        judge = judge.restarted();
        judge.tell(history.restored(1, 2, "w2", 0), history.epoch(1, 2, "w2", 1, 0.3));
        assertThat(judge.bests()).extracting(Best::value).containsExactly(0.3);

        judge.tell(history.restored(1, 2, "w2", 0));
        judge.tell(history.epoch(3, 2, 0.1));
        assertThat(judge.stops()).as("alone at the rung of epoch 2").isEmpty();
        judge.tell(history.epoch(1, 2, "w2", 2, 0.2));
        assertThat(judge.stops()).containsExactly("s.1");
        assertThat(judge.keys()).contains("s/trial/0000000001/epoch/0000000002");
        assertThat(judge.keys()).doesNotContain("s/trial/0000000001/epoch/0000000003");
    }

    @Test
    void what_is_stale_repeated_or_of_another_worker_is_dropped() {
        judge.tell(history.epoch(1, 1, 0.4));
        judge.bests();

        judge.tell(history.epoch(1, 1, 0.1)); // repeated
        judge.tell(history.epoch(2, 1, "w2", 1, 0.1)); // holds nothing
        judge.tell(history.dispatched(3, 2), history.epoch(3, 1, "w1", 1, 0.1)); // attempt 2 is under way
        judge.tell(history.claimed(3, 2, "w3"), history.claimed(3, 2, "w4")); // the first claim counts
        judge.tell(history.epoch(3, 2, "w4", 1, 0.1));
        assertThat(judge.decisions()).isEmpty();
        assertThat(judge.bests()).isEmpty();

        judge.tell(history.epoch(3, 2, "w3", 1, 0.5));
        assertThat(judge.stops()).containsExactly("s.3");
    }

    @Test
    void a_condemned_trial_that_is_tried_again_is_told_when_it_is_claimed() {
        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));
        Decision.Stop stop = (Decision.Stop) judge.decisions().get(0);

        judge.tell(history.dispatched(2, 2), history.claimed(2, 2, "w2"), history.epoch(2, 2, "w2", 2, 0.1));

        assertThat(judge.decisions()).hasSize(2).containsOnly(stop.toAttempt(2));
    }

    @Test
    void epochs_trained_again_after_a_resume_are_judged_once() {
        judge.tell(history.epoch(1, 1, 0.4), history.dispatched(1, 2), history.claimed(1, 2, "w2"));
        judge.tell(history.epoch(1, 2, "w2", 1, 0.4), history.epoch(1, 2, "w2", 2, 0.3));
        judge.tell(history.epoch(2, 1, 0.5));

        assertThat(judge.decisions())
                .singleElement()
                .satisfies(stop -> assertThat(stop.numbers()).containsEntry("of", 2.0));
    }

    @Test
    void a_record_that_makes_no_sense_is_skipped_and_counted() {
        judge.raw("s", "{not json");
        judge.raw("s", "{}");
        judge.raw("s", text(history.epoch(1, 1, 0.4)).replace("\"metrics\"", "\"elsewhere\""));
        judge.raw("s", text(history.epoch(1, 1, 0.4)).replace("\"epoch\":1", "\"epoch\":\"one\""));
        judge.raw("other", text(history.epoch(1, 1, 0.4)));
        judge.raw("s", text(history.epoch(1, 1, 0.4)).replace("\"type\":\"epoch\"", "\"type\":\"unheard-of\""));
        assertThat(judge.skipped()).isEqualTo(6);
        assertThat(judge.bests()).isEmpty();

        judge.tell(history.epoch(1, 1, 0.4), history.epoch(2, 1, 0.5));
        assertThat(judge.stops()).containsExactly("s.2");
        assertThat(judge.skipped()).isEqualTo(6);
    }

    @Test
    void unknown_fields_are_no_trouble() {
        judge.raw("s", text(history.epoch(1, 1, 0.4)).replace("{\"id\"", "{\"new_in_v2\":[1],\"id\""));

        assertThat(judge.skipped()).isZero();
        assertThat(judge.bests()).hasSize(1);
    }

    @Test
    void a_study_that_was_never_accepted_is_not_judged() {
        History unknown = new History(Studies.study("unknown", HALVING, 9));
        judge.tell(unknown.running(1));
        judge.tell(unknown.epoch(1, 1, 0.4), unknown.searched(1), unknown.ended());

        assertThat(judge.decisions()).isEmpty();
        assertThat(judge.bests()).isEmpty();
        assertThat(judge.skipped()).isZero();
        assertThat(judge.keys()).noneMatch(key -> key.startsWith("unknown/"));
    }

    @Test
    void an_error_that_is_not_finite_neither_leads_nor_goes_on() {
        judge.tell(history.epoch(1, 1, Double.NaN));
        assertThat(judge.bests()).isEmpty();

        judge.tell(history.epoch(2, 1, Double.POSITIVE_INFINITY));
        assertThat(judge.stops()).containsExactly("s.2");
        judge.tell(history.epoch(3, 1, 0.9));
        assertThat(judge.stops()).isEmpty();
        assertThat(judge.bests()).extracting(Best::trial).containsExactly("s.3");
        assertThat(judge.skipped()).isZero();
    }

    @Test
    void two_studies_do_not_see_each_other() {
        History other = new History(Studies.study("s-2", HALVING, 9));
        judge.tell(other.accepted());
        IntStream.rangeClosed(1, 3).forEach(number -> judge.tell(other.running(number)));

        judge.tell(history.epoch(1, 1, 0.1), other.epoch(1, 1, 0.8), history.epoch(2, 1, 0.2), other.epoch(2, 1, 0.7));

        assertThat(judge.stops()).containsExactly("s.2");
        assertThat(judge.bests())
                .extracting(best -> best.trial() + " v" + best.version())
                .containsExactly("s.1 v1", "s-2.1 v1", "s-2.2 v2");

        judge.tell(history.deleted());
        assertThat(judge.keys()).isNotEmpty().allMatch(key -> key.startsWith("s-2/"));
    }

    /**
     * One of two at the rung continues, and two of four: for the third trial to be second best, the stopped ones must
     * count.
     */
    @Test
    void a_restart_remembers_what_stopped_trials_had_shown() {
        History halves = new History(Studies.study("h", new Asha(1, 2).spec(), 9));
        judge.tell(halves.accepted());
        for (int number = 1; number <= 4; number++) {
            judge.tell(halves.running(number));
        }
        judge.tell(halves.epoch(1, 1, 0.2), halves.epoch(2, 1, 0.5), halves.epoch(3, 1, 0.4));
        assertThat(judge.stops()).containsExactly("h.2", "h.3");

        judge = judge.restarted();
        judge.tell(halves.epoch(4, 1, 0.3));

        assertThat(judge.stops()).isEmpty();
    }

    /** The memory seems older than the history; but of a trimmed history only the memory knows the beginning. */
    @Test
    void a_memory_is_kept_where_the_history_was_trimmed() {
        judge.tell(history.epoch(1, 1, 0.4));
        judge.store()
                .put("~heard", ByteBuffer.allocate(Long.BYTES).putLong(-1000).array());
        List<Long> read = new ArrayList<>();
        judge = judge.restarted(new PastEvents() {
            @Override
            public long beginning(int partition) {
                return 5;
            }

            @Override
            public void read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> take) {
                read.add(end);
            }
        });

        judge.tell(history.epoch(2, 1, 0.5));

        assertThat(judge.stops()).containsExactly("s.2");
        assertThat(read).isEmpty();
    }

    @Test
    void a_restart_at_any_point_gives_the_same_messages() {
        List<HistoryEvent> events = new ArrayList<>(List.of(
                history.epoch(1, 1, 0.4),
                history.epoch(1, 2, 0.35),
                history.epoch(2, 1, 0.5),
                history.epoch(2, 2, 0.1),
                history.epoch(3, 1, 0.3),
                history.epoch(3, 2, 0.36),
                history.completed(2, 2),
                history.epoch(3, 3, 0.2),
                history.epoch(1, 3, 0.34),
                history.epoch(1, 4, 0.33),
                history.epoch(3, 4, 0.05),
                history.completed(1, 9),
                history.completed(3, 9),
                history.searched(3),
                history.deliveryDispatched(1),
                history.deliveryClaimed(1, "w1"),
                history.delivered(1, "w1", 2, 0.12)));
        JudgeDriver restarting = new JudgeDriver(directory.resolve("restarting"));
        restarting.tell(history.accepted());
        for (int number = 1; number <= 3; number++) {
            restarting.tell(history.running(number));
        }
        List<Decision> decisions = new ArrayList<>();
        List<Best> bests = new ArrayList<>();
        for (HistoryEvent event : events) {
            restarting = restarting.restarted();
            restarting.tell(event);
            decisions.addAll(restarting.decisions());
            bests.addAll(restarting.bests());
        }
        restarting.close();

        judge.tell(events);

        assertThat(decisions).hasSizeGreaterThan(2).isEqualTo(judge.decisions());
        assertThat(bests).hasSizeGreaterThan(4).isEqualTo(judge.bests());
    }

    @Test
    void an_epoch_changes_one_small_entry() {
        judge.tell(history.epoch(1, 1, 0.4));
        List<String> before = judge.keys();

        judge.tell(history.epoch(1, 2, 0.5));

        assertThat(judge.keys()).hasSize(before.size() + 1).containsAll(before);
        assertThat(judge.keys()).contains("s/trial/0000000001/epoch/0000000002");
    }

    private static String text(HistoryEvent event) {
        return new String(Messages.write(event), StandardCharsets.UTF_8);
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
