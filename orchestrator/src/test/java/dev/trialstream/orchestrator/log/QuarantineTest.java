package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.Replanning;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.StudyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A study that the orchestrator fails over stops no other, and goes on once it is released. */
class QuarantineTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** The log of the partition, in which every input and every answer has its offset. */
    private final List<HistoryEvent> log = new ArrayList<>();

    private PartitionHistory owner = owner(0);
    private int answered;
    private StudySummary summary;

    @AfterEach
    void mend() {
        TrippingSampler.FAULT.set(null);
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new ArithmeticException("long overflow"),
                new NullPointerException(),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_over_one_study_is_told_once_and_the_other_goes_on(Throwable fault) {
        owner.goLive();
        say("bad", submitted("bad"));
        say("good", submitted("good"));
        TrippingSampler.FAULT.set(fault);
        say("bad", new Fact.Asked("a", true));

        assertThat(facts("bad")).last().isEqualTo(new Fact.Quarantined(fault.toString(), 1));

        assertThat(summary.waiting()).isEqualTo("quarantined: " + fault);

        say("bad", new Fact.Asked("b", true));
        TrippingSampler.FAULT.set(null);
        say("bad", new Fact.Commanded(new Command.Extend("bad", 3), "e"));
        say("good", new Fact.Asked("c", true));

        assertThat(facts("bad")).filteredOn(Fact.Quarantined.class::isInstance).hasSize(1);
        assertThat(facts("bad")).noneMatch(Fact.Requested.class::isInstance);
        assertThat(facts("good")).anyMatch(Fact.Requested.class::isInstance);
        assertThat(owner.quarantined()).isEqualTo(1);
    }

    @Test
    void a_released_study_answers_what_had_been_kept() {
        quarantine();
        say("bad", new Fact.Asked("b", true));
        TrippingSampler.FAULT.set(null);

        say("bad", new Fact.Commanded(new Command.Release("bad"), "r"));

        List<String> asked = facts("bad").stream()
                .filter(Fact.Dispatched.class::isInstance)
                .map(fact -> String.valueOf(((Fact.Dispatched) fact).worker()))
                .toList();
        assertThat(asked).containsExactly("http/a", "http/b");
        assertThat(owner.quarantined()).isZero();
        assertThat(Replanning.of("bad", of("bad"), Samplers.onClassPath()).differences())
                .isEmpty();
    }

    @Test
    void a_study_that_is_released_too_early_is_quarantined_again() {
        quarantine();
        say("bad", new Fact.Commanded(new Command.Release("bad"), "r"));
        assertThat(facts("bad"))
                .last()
                .isEqualTo(new Fact.Quarantined("java.lang.ArithmeticException: long overflow", 2));

        TrippingSampler.FAULT.set(null);
        say("bad", new Fact.Commanded(new Command.Release("bad"), "again"));
        assertThat(facts("bad")).anyMatch(Fact.Requested.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_new_owner_keeps_it_quarantined(Throwable fault) {
        quarantine();
        TrippingSampler.FAULT.set(fault.getMessage() == null ? null : fault); // the fault may be gone or not
        takeOver();
        say("bad", new Fact.Asked("b", true));

        assertThat(facts("bad")).filteredOn(Fact.Quarantined.class::isInstance).hasSize(1);
        assertThat(facts("bad")).noneMatch(Fact.Requested.class::isInstance);

        TrippingSampler.FAULT.set(null);
        say("bad", new Fact.Commanded(new Command.Release("bad"), "r"));
        assertThat(facts("bad")).filteredOn(Fact.Requested.class::isInstance).hasSize(2);
    }

    @Test
    void a_quarantined_study_can_be_stopped_and_says_why_it_waits() {
        quarantine();
        StudyLog told = new StudyLog("bad");
        of("bad").forEach(told::apply);
        assertThat(told.waiting()).contains("quarantined: java.lang.ArithmeticException: long overflow");

        say("bad", new Fact.Commanded(new Command.Stop("bad"), "s"));
        assertThat(facts("bad")).last().isEqualTo(new Fact.Ended(StudyState.STOPPED, "stopped by a user"));
    }

    @Test
    void a_study_that_is_released_and_cannot_even_be_replayed_is_told_again() {
        HistoryEvent tripped = HistoryEvent.of("bad", NOON, "test", null, new Fact.Asked("a", true));
        Quarantine first = new Quarantine();
        HistoryEvent told = first.add("bad", NOON, tripped.id(), new ArithmeticException("x"))
                .orElseThrow();

        Quarantine next = new Quarantine();
        next.addInReplay(tripped, new ArithmeticException("y"));
        next.follow(told);
        assertThat(next.untold()).as("the history says so").isEmpty();

        next.follow(HistoryEvent.of("bad", NOON, "test", null, new Fact.Commanded(new Command.Release("bad"), "r")));
        assertThat(next.untold())
                .extracting(HistoryEvent::fact)
                .containsExactly(new Fact.Quarantined("java.lang.ArithmeticException: y", 2));
    }

    @Test
    void a_failure_between_events_is_told_and_the_history_is_still_proved() {
        owner.goLive();
        say("bad", submitted("bad"));
        say("bad", new Fact.Asked("a", true));
        Map<String, Integer> tripping = new HashMap<>() {
            @Override
            public Integer get(Object study) {
                throw new IllegalStateException("no share");
            }
        };
        List<HistoryEvent> inputs = owner.observe(new Pool(0, 2, 2, Map.of(), Set.of()), tripping, NOON);
        assertThat(inputs)
                .extracting(HistoryEvent::fact)
                .containsExactly(new Fact.Quarantined("java.lang.IllegalStateException: no share", 1));
        inputs.forEach(input -> say("bad", input.fact()));
        assertThat(Replanning.of("bad", of("bad"), Samplers.onClassPath()).differences())
                .isEmpty();
    }

    private void quarantine() {
        owner.goLive();
        say("bad", submitted("bad"));
        TrippingSampler.FAULT.set(new ArithmeticException("long overflow"));
        say("bad", new Fact.Asked("a", true));
        assertThat(facts("bad")).last().isInstanceOf(Fact.Quarantined.class);
    }

    private static PartitionHistory owner(long committed) {
        return new PartitionHistory(Samplers.onClassPath(), any -> true, committed);
    }

    /** As the shell does: what was answered before is replayed, everything else answered. */
    private void takeOver() {
        buildAnew(answered);
    }

    private void buildAnew(int committed) {
        owner = owner(committed);
        for (int offset = 0; offset < log.size(); offset++) {
            owner.take(offset, log.get(offset));
        }
        append(owner.goLive());
        answered = log.size();
    }

    private void say(String study, Fact fact) {
        HistoryEvent event = HistoryEvent.of(study, NOON, "test", null, fact);
        int offset = log.size();
        log.add(event);
        if (owner.isToBeBuiltAnewFor(event)) {
            buildAnew(offset);
            return;
        }
        append(owner.take(offset, event));
    }

    /** Answers come back from the log like everything else. */
    private void append(List<Output> outputs) {
        for (Output output : outputs) {
            if (output instanceof Output.Summarise summarise
                    && summarise.summary().study().equals("bad")) {
                summary = summarise.summary();
            }
            if (output instanceof Output.Append append) {
                int offset = log.size();
                log.add(append.event());
                append(owner.take(offset, append.event()));
            }
        }
        answered = log.size();
    }

    private List<HistoryEvent> of(String study) {
        return log.stream().filter(event -> event.study().equals(study)).toList();
    }

    private List<Fact> facts(String study) {
        return of(study).stream().map(HistoryEvent::fact).toList();
    }

    private static Fact submitted(String study) {
        return new Fact.Submitted(
                new StudyReader(Policies.onClassPath())
                        .yaml("study: " + study + "\ntrainer: {type: external}\nobjective: {metric: loss}\n"
                                + "space: {x: {type: float, min: 0, max: 1}}\nsearch: {algorithm: "
                                + (study.equals("bad") ? "tripping" : "random") + "}\n"),
                "record-" + study);
    }
}
