package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** One event with its consequences. */
final class EventEvaluation {
    private final HistoryEvent event;
    private final JudgeState memory;
    private final List<JudgeStateRecord> entries = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    EventEvaluation(HistoryEvent event, JudgeState memory) {
        this.event = event;
        this.memory = memory;
    }

    HistoryEvent event() {
        return event;
    }

    JudgeState memory() {
        return memory;
    }

    /** Applies an entry to the memory and keeps it. */
    void note(JudgeStateRecord entry) {
        memory.replay(entry);
        entries.add(entry);
    }

    /** Keeps an entry without applying it. */
    void keep(JudgeStateRecord entry) {
        entries.add(entry);
    }

    /** Announces a decision for the first time. */
    void announce(Decision decision) {
        decisions.add(decision);
        note(new JudgeStateRecord.Decided(memory.decided() + 1, decision));
    }

    /** Repeats a decision to a worker that continues the trial. */
    void repeat(Decision decision) {
        decisions.add(decision);
    }

    /** Retires a waiting trial. */
    void retire(JudgedTrial trial, Decision.Retire decision) {
        note(JudgedTrial.entry(trial.log(), decision, null));
        announce(decision);
    }

    Ruling ruling() {
        return new Ruling(entries, decisions);
    }
}
