package dev.trialstream.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.cli.exchange.History;
import dev.trialstream.cli.exchange.HistoryFile;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.Replanning;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.policy.Derivation;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.space.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Histories recorded under each policy version, one folder per version: they must stay readable forever. */
class PolicyVersionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, asha",
        "1, promote",
        "1, failing",
        "1, commands",
        "2, asha",
        "2, promote",
        "2, failing",
        "2, commands",
        "3, asha",
        "3, promote",
        "3, failing",
        "3, commands",
        "3, restart"
    })
    void what_an_older_policy_concluded_is_named_and_not_called_wrong(int policy, String name) throws Exception {
        Cli ran = Cli.run("replay", "--history", file(policy, name).toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        JsonNode proof = Json.json().readTree(ran.out());
        assertThat(proof.get("same").booleanValue()).isTrue();
        assertThat(proof.get("suggestions").intValue()).isZero();
        assertThat(proof.get("decisions").intValue()).isZero();
        assertThat(proof.get("taken").intValue()).isGreaterThan(20);
        assertThat(Cli.run("replay", "--history", file(policy, name).toString()).out())
                .contains("were drawn by another policy than that of this program (" + Policies.VERSION + ")");
    }

    /** If this fails, raise {@link Policies#VERSION}, and record histories of the new version next to the others. */
    @ParameterizedTest
    @ValueSource(strings = {"asha", "promote", "hyperband", "failing", "commands", "restart"})
    void what_this_policy_concluded_follows_from_the_history(String name) throws Exception {
        Cli ran = Cli.run("replay", "--history", file(Policies.VERSION, name).toString(), "--json");

        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        JsonNode proof = Json.json().readTree(ran.out());
        assertThat(proof.get("suggestions").intValue()).isGreaterThan(5);
        assertThat(proof.get("decisions").intValue()).isGreaterThan(5);
        assertThat(proof.get("taken").intValue()).isZero();
    }

    /** Somewhere in a study of policy 1 this program takes over; it can prove its own conclusions from there on. */
    @ParameterizedTest
    @CsvSource({"asha, 0.3", "asha, 0.7", "promote, 0.5", "failing, 0.5", "commands, 0.2", "commands, 0.8"})
    void an_owner_that_takes_over_says_so_and_concludes_from_there_on(String name, double share) throws Exception {
        History recorded = HistoryFile.read(file(1, name));
        List<HistoryEvent> events = recorded.events();
        int takenOver = (int) (events.size() * share);
        List<HistoryEvent> mixed = takeOver(recorded.study(), events, takenOver);

        List<HistoryEvent> changes = mixed.stream()
                .filter(event -> event.fact() instanceof Fact.PolicyChanged)
                .toList();
        assertThat(changes).extracting(HistoryEvent::fact).containsExactly(new Fact.PolicyChanged(Policies.VERSION, 1));
        Replanning.Findings found = Replanning.of(recorded.study(), mixed, Samplers.onClassPath());
        assertThat(found.differences()).isEmpty();
        assertThat(found.taken()).isPositive();
        assertThat(found.conclusions()).isPositive();
        // both policies draw the same conclusions from these inputs, so the recorded study is the expectation; but
        // since
        // policy 4, tpe ranks trials that were stopped by epoch 3 by their last epoch, and suggests other points
        Map<String, Fact> before = events.stream()
                .filter(event -> event.fact() instanceof Fact.Derived)
                .collect(Collectors.toMap(
                        HistoryEvent::id, event -> withoutPoint(event.fact()), (first, again) -> first));
        Derivation.of(mixed).derived().stream()
                .filter(event -> event.fact() instanceof Fact.Derived)
                .filter(event -> !(event.fact() instanceof Fact.PolicyChanged))
                .forEach(event -> assertThat(before).containsEntry(event.id(), withoutPoint(event.fact())));
    }

    /** The same fact without the point that tpe suggested. */
    private static Fact withoutPoint(Fact fact) {
        return fact instanceof Fact.Requested it && it.sampler().equals("tpe")
                ? new Fact.Requested(
                        it.trial(), it.number(), it.role(), Parameters.none(), it.seed(), it.sampler(), it.repeat())
                : fact;
    }

    /** Rewrites the rest like a new owner, which has read the earlier part and answers every later input. */
    private static List<HistoryEvent> takeOver(String study, List<HistoryEvent> events, int takenOver) {
        StudyPlanner planner = new StudyPlanner(study, Samplers.onClassPath());
        List<HistoryEvent> mixed = new ArrayList<>(events.subList(0, takenOver));
        mixed.forEach(planner::replay);
        for (HistoryEvent event : events.subList(takenOver, events.size())) {
            boolean answers = event.fact() instanceof Fact.Derived && isAnswered(mixed, event, takenOver);
            if (answers) {
                planner.replay(event); // the old owner had committed this answer
                mixed.add(event);
            } else if (!(event.fact() instanceof Fact.Derived)
                    && planner.log().ended().isEmpty()) {
                mixed.add(event);
                for (Output output : planner.react(event)) {
                    if (output instanceof Output.Append append) {
                        mixed.add(append.event());
                    }
                }
            }
        }
        return mixed;
    }

    /** Whether {@code event} follows from an input before the take-over. */
    private static boolean isAnswered(List<HistoryEvent> mixed, HistoryEvent event, int takenOver) {
        return mixed.subList(0, takenOver).stream().anyMatch(before -> Objects.equals(before.id(), event.cause()));
    }

    @Test
    void nothing_of_a_later_policy_is_derived() throws Exception {
        List<HistoryEvent> later = HistoryFile.read(file(1, "asha")).events().stream()
                .map(event -> event.fact() instanceof Fact.Accepted accepted
                        ? HistoryEvent.of(
                                event.study(),
                                event.time(),
                                event.source(),
                                event.cause(),
                                new Fact.Accepted(accepted.spec(), Policies.VERSION + 1))
                        : event)
                .toList();

        Replanning.Findings found = Replanning.of("p1-asha", later, Samplers.onClassPath());

        assertThat(found.differences()).isEmpty();
        assertThat(found.conclusions()).isZero();
        assertThat(found.taken()).isPositive();
    }

    private Path file(int policy, String name) throws IOException {
        String resource = "/histories/policy-" + policy + "/" + name + ".jsonl.gz";
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(PolicyVersionTest.class.getResourceAsStream(resource), resource))) {
            Path file = folder.resolve(name + "-" + policy + ".jsonl");
            Files.write(file, in.readAllBytes());
            return file;
        }
    }
}
