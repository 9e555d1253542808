package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** One event, and what follows from it. */
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

    /** Remembers something. */
    void note(JudgeStateRecord entry) {
        memory.replay(entry);
        entries.add(entry);
    }

    /** Keeps what is remembered elsewhere already. */
    void keep(JudgeStateRecord entry) {
        entries.add(entry);
    }

    /** Says a decision for the first time. */
    void announce(Decision decision) {
        decisions.add(decision);
        note(new JudgeStateRecord.Decided(memory.decided() + 1, decision));
    }

    /** Says a decision again, to who goes on with what was decided. */
    void repeat(Decision decision) {
        decisions.add(decision);
    }

    /** A trial that waits goes on no more. */
    void retire(JudgedTrial trial, Decision.Retire decision) {
        note(JudgedTrial.entry(trial.log(), decision, null));
        announce(decision);
    }

    Ruling ruling() {
        return new Ruling(entries, decisions);
    }
}
