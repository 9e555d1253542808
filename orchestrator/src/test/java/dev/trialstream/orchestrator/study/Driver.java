package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.study.StudyReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sends facts to a planner of study {@code s}, one at a time, and sorts its answers. */
final class Driver {
    static final Origin ORIGIN = new Origin("trialstream.studies.v1", 0, 7);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final StudyPlanner planner = new StudyPlanner("s", Samplers.onClassPath());

    /** A study whose trials are asked for, with one dimension {@code x} from 0 to 1 unless {@code yaml} adds more. */
    static Driver asked(String yaml) {
        Driver driver = new Driver();
        driver.tell(new Fact.Submitted(
                new StudyReader(Policies.onClassPath())
                        .yaml("study: s\ntrainer: {type: external}\nobjective: {metric: loss}\n"
                                + "space: {x: {type: float, min: 0, max: 1}}\n" + yaml),
                "record-1",
                ORIGIN));
        return driver;
    }

    StudyLog log() {
        return planner.log();
    }

    List<Output> tell(Fact fact) {
        return planner.react(HistoryEvent.of("s", NOON, "test", null, fact));
    }

    /** What it adds to the history in answer to {@code fact}. */
    List<Fact> facts(Fact fact) {
        return facts(tell(fact));
    }

    static List<Fact> facts(List<Output> outputs) {
        return outputs.stream()
                .filter(Output.Append.class::isInstance)
                .map(output -> ((Output.Append) output).event().fact())
                .toList();
    }

    static <O extends Output> List<O> only(Class<O> kind, List<Output> outputs) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static List<Decision> decisions(List<Output> outputs) {
        return only(Output.Decide.class, outputs).stream()
                .map(Output.Decide::decision)
                .toList();
    }

    /** Asks, gets trial {@code number}, reports {@code loss} and completes it. */
    void complete(int number, String ask, double loss) {
        tell(new Fact.Asked(ask, false));
        tell(epoch(number, ask, 1, loss));
        tell(new Fact.Completed("s." + number, 1, "http/" + ask, 1));
    }

    static Fact epoch(int number, String ask, int epoch, double loss) {
        return new Fact.Epoch("s." + number, 1, "http/" + ask, epoch, Map.of("loss", loss), 0, 0, null);
    }
}
