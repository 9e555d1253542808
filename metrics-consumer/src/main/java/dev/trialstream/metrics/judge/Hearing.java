package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** One event, and what follows from it. */
final class Hearing {
    private final HistoryEvent event;
    private final StudyMemory memory;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    Hearing(HistoryEvent event, StudyMemory memory) {
        this.event = event;
        this.memory = memory;
    }

    HistoryEvent event() {
        return event;
    }

    StudyMemory memory() {
        return memory;
    }

    /** Remembers something. */
    void note(Entry entry) {
        memory.replay(entry);
        entries.add(entry);
    }

    /** Keeps what is remembered elsewhere already. */
    void keep(Entry entry) {
        entries.add(entry);
    }

    /** Says a decision for the first time. */
    void announce(Decision decision) {
        decisions.add(decision);
        note(new Entry.Decided(memory.decided() + 1, decision));
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
