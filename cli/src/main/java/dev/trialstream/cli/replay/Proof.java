package dev.trialstream.cli.replay;

import dev.trialstream.cli.exchange.History;
import dev.trialstream.metrics.judge.Rejudgement;
import dev.trialstream.orchestrator.study.Replanning;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Result of proving a history.
 *
 * @param events of it
 * @param suggestions derived from it
 * @param decisions derived from it
 * @param taken suggestions, decisions and other conclusions of another policy version, which cannot be checked here
 * @param origin program that drew the conclusions, if it is another than this one; otherwise null
 * @param same whether the derived ones equal the recorded ones
 * @param differences otherwise
 */
record Proof(
        String study,
        int events,
        int suggestions,
        int decisions,
        int taken,
        @Nullable String origin,
        boolean same,
        List<Difference> differences) {
    private static final int SHOWN = 20;

    /** The recorded and the derived value, as JSON; null on the side where it is missing. */
    record Difference(
            String id, @Nullable String recorded, @Nullable String follows) {}

    static Proof of(History history) {
        return foreignOrigin(history).map(origin -> ofForeign(history, origin)).orElseGet(() -> ofOwn(history));
    }

    /** The program that accepted the study, if it is not the orchestrator: an imported study was concluded elsewhere. */
    private static Optional<String> foreignOrigin(History history) {
        return history.events().stream()
                .filter(event -> event.fact() instanceof Fact.Accepted)
                .map(HistoryEvent::source)
                .filter(source -> !source.equals(StudyPlanner.SOURCE))
                .findFirst();
    }

    private static Proof ofForeign(History history, String origin) {
        long conclusions = history.events().stream()
                .filter(event -> event.fact() instanceof Fact.Derived)
                .count();
        int taken = (int) conclusions + history.judged().size();
        return new Proof(history.study(), history.events().size(), 0, 0, taken, origin, true, List.of());
    }

    private static Proof ofOwn(History history) {
        Announced announced = Announced.of(history);
        Rejudgement.Findings judged = Rejudgement.of(history.events(), history.judged(), StoppingRules.onClassPath());
        List<Difference> differences = new ArrayList<>();
        Rejudgement.differences(history.judged(), judged, announced::isDue)
                .forEach(it -> differences.add(new Difference(it.id(), json(it.said()), json(it.follows()))));
        Replanning.Findings planned = Replanning.of(history.study(), history.events(), Samplers.onClassPath());
        planned.differences()
                .forEach(it -> differences.add(new Difference(it.id(), json(it.said()), json(it.follows()))));
        return new Proof(
                history.study(),
                history.events().size(),
                planned.suggestions(),
                judged.follows().size(),
                planned.taken() + judged.taken().size(),
                null,
                differences.isEmpty(),
                differences);
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.json().writeValueAsString(value);
    }

    void say(PrintStream out) {
        if (origin != null) {
            out.println("study " + study + ": was imported from " + origin + "; its " + taken
                    + " conclusions were drawn there and cannot be derived here");
            return;
        }
        String what =
                suggestions + " suggestions and " + decisions + " decisions follow from its " + events + " events";
        String rest = taken == 0
                ? ""
                : "; " + taken + " conclusions before them were drawn by another policy than that of this program ("
                        + Policies.VERSION + ") and cannot be derived here";
        if (same) {
            out.println("study " + study + ": " + what + ", and they are those that were made" + rest);
            return;
        }
        boolean unmade = differences.stream().allMatch(it -> it.recorded() == null);
        out.println("study " + study + ": " + what + ", and " + differences.size()
                + (unmade
                        ? " were never made: the service did not run, or had lost its memory; see docs/operations.md"
                        : " are not as they were made; that is a fault of this program")
                + rest);
        differences.stream().limit(SHOWN).forEach(it -> {
            out.println(it.id());
            out.println("  recorded " + (it.recorded() == null ? "nothing" : it.recorded()));
            out.println("  follows  " + (it.follows() == null ? "nothing" : it.follows()));
        });
    }
}
