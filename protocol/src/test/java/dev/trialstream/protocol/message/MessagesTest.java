package dev.trialstream.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MessagesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @MethodSource("facts")
    void an_event_reads_back_as_it_was_written(Fact fact) {
        HistoryEvent event = HistoryEvent.of("s", NOON, "orchestrator", "because", fact);
        assertThat(Messages.readEvent(Messages.write(event))).isEqualTo(event);
    }

    @Test
    void every_kind_of_fact_is_tried() {
        assertThat(facts().map(Object::getClass).distinct().count())
                .isEqualTo(Stream.of(Fact.class.getDeclaredClasses())
                        .filter(Class::isRecord)
                        .count());
    }

    @Test
    void an_event_is_one_flat_object_in_snake_case() {
        Fact fact = new Fact.Epoch("s.3", 1, "w", 2, Map.of("validation_error", 0.25), 0.5, 2000, "c");
        JsonNode json = Json.json().readTree(Messages.write(HistoryEvent.of("s", NOON, "worker/w", null, fact)));
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "type",
                        "study",
                        "time",
                        "source",
                        "job",
                        "attempt",
                        "worker",
                        "epoch",
                        "metrics",
                        "seconds",
                        "rows_per_second",
                        "checkpoint");
        assertThat(json.get("type").stringValue()).isEqualTo("epoch");
        assertThat(json.get("id").stringValue()).isEqualTo("s.3/1/w/epoch/2");
        assertThat(json.get("metrics").get("validation_error").doubleValue()).isEqualTo(0.25);
    }

    @Test
    void fields_that_a_later_version_adds_are_ignored() {
        String later = """
                {"id":"s.1/1/w/claimed","type":"claimed","study":"s","time":"2026-01-01T12:00:00Z","source":"worker/w",
                 "job":"s.1","attempt":1,"worker":"w","mood":"sunny"}""";
        assertThat(Messages.readEvent(later.getBytes(StandardCharsets.UTF_8)).fact())
                .isEqualTo(new Fact.Claimed("s.1", 1, "w"));
    }

    @Test
    void bytes_that_are_no_event_are_told_as_such() {
        for (String text : List.of(
                "",
                "nonsense",
                "{}",
                "[]",
                "null",
                "{\"type\":\"claimed\"}",
                "{\"id\":\"a\",\"type\":\"unheard-of\",\"study\":\"s\",\"time\":\"2026-01-01T12:00:00Z\",\"source\":\"x\"}",
                "{\"id\":\"a\",\"type\":\"claimed\",\"study\":\"s\",\"time\":\"yesterday\",\"source\":\"x\"}")) {
            assertThatThrownBy(() -> Messages.readEvent(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(Messages.UnreadableMessage.class);
        }
    }

    @Test
    void jobs_and_pool_messages_read_back_as_they_were_written() {
        Study study = study();
        Job train = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                parameters(),
                9,
                27,
                study.data(),
                "ab",
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                RowUse.resampled(7),
                new Curve(List.of(new EpochPoint(1, Map.of("validation_error", 0.25), "c"))));
        Job deliver = new Job.Deliver(
                "s.deliver", "s", 1, "s.1", "c", parameters(), study.data(), "ab", TrainerSpec.MLP, RowUse.POOLED);
        for (Job job : List.of(train, deliver)) {
            assertThat(Messages.read(Messages.write(job), Job.class)).isEqualTo(job);
        }
        PoolMessage beat =
                new PoolMessage.Heartbeat("w", 2, List.of(new PoolMessage.Held("s.1", 1)), "cpu", "0", false, NOON);
        PoolMessage tick = new PoolMessage.Tick("o", 4, NOON);
        for (PoolMessage message : List.of(beat, tick)) {
            assertThat(Messages.read(Messages.write(message), PoolMessage.class))
                    .isEqualTo(message);
        }
    }

    static Stream<Fact> facts() {
        return Stream.of(
                new Fact.Submitted(StudyReader.yaml("study: s\ndata: {csv: a.csv, target: y}"), "record-1"),
                new Fact.Rejected("record-1", "study", "exists"),
                new Fact.Profiled("s.profile", 1, "w", profile()),
                new Fact.Accepted(study()),
                new Fact.SlotsGranted(2, 1),
                new Fact.TimeExpired(false),
                new Fact.Requested("s.1", 1, Role.SEARCH, parameters(), -5, "random"),
                new Fact.Dispatched("s.1", 1, "cpu"),
                new Fact.Claimed("s.1", 1, "w"),
                new Fact.Epoch("s.1", 1, "w", 1, Map.of("validation_error", 0.5), 0.1, 10, null),
                new Fact.Completed("s.1", 1, "w", 27),
                new Fact.Stopped("s.1", 1, "w", 4, decision()),
                new Fact.Failed("s.1", 1, "w", "diverged"),
                new Fact.Searched(40, 0),
                new Fact.Promoted(decision()),
                new Fact.Nominated(new Decision(
                        "d",
                        Decision.Type.CONFIRM,
                        "s",
                        "s.1",
                        0,
                        null,
                        0,
                        "r",
                        Map.of("value", 0.1),
                        "close",
                        "e",
                        NOON,
                        List.of("s.1", "s.2"))),
                new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of("test_error", 0.02), "models/s", "ab"),
                new Fact.Commanded(new Command.Pause("s"), "x", new Origin("t", 1, 2)),
                new Fact.Commanded(new Command.Extend("s", 5), "x"),
                new Fact.Commanded(new Command.Enqueue("s", parameters()), "x"),
                new Fact.Commanded(new Command.SetStopping("s", StoppingSpec.Asha.STANDARD), "x"),
                new Fact.Malformed("x", "command", "expected one", new Origin("t", 1, 2)),
                new Fact.Asked("a", true),
                new Fact.Withdrawn("a"),
                new Fact.Declined("a"),
                new Fact.Dispatched("s.1", 2, "external", "http/a"),
                new Fact.Completed("s.1", 1, "w", 27, Map.of("score", 1.0)),
                new Fact.Deleted(),
                new Fact.Requested(
                        "s.41",
                        41,
                        Role.CONFIRM,
                        parameters(),
                        9,
                        "promotion",
                        new Repeat("s.1", RowUse.resampled(7), 27)),
                new Fact.Restored("s.1", 2, "v", 3, "epoch 4: gone"),
                new Fact.Released("s.1", 2, "v", "paused"),
                new Fact.Lapsed("s.1", 3, "w"),
                new Fact.Lapsed("s.1", 4, null),
                new Fact.GivenUp("s.1", 4, "too many"),
                new Fact.Confirmed(15),
                new Fact.TimeExpired(true),
                new Fact.Ended(StudyState.COMPLETED, ""));
    }

    private static Decision decision() {
        return new Decision(
                "d", Decision.Type.STOP, "s", "s.1", 1, null, 3, "asha", Map.of("rank", 4.0), "too slow", "e", NOON);
    }

    private static Parameters parameters() {
        return new Parameters(Map.of("learning_rate", 0.01, "units", 64, "activation", "relu", "batch_norm", true));
    }

    private static DataProfile profile() {
        return new DataProfile(
                "ab",
                Task.CLASSIFICATION,
                10,
                1,
                List.of(new ColumnProfile("x", DataProfile.Kind.NUMERIC, 0, 9)),
                Map.of("no", 4, "yes", 6),
                1,
                6,
                2,
                2,
                null);
    }

    private static Study study() {
        return new Study(
                "s",
                new DataSpec("a.csv", "y", Task.CLASSIFICATION, Split.standard(1)),
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                new SearchSpace(Map.of(
                        "units", IntDimension.log(16, 64),
                        "momentum", FloatDimension.linear(0, 1).when("units", 16, 32))),
                new Parameters(Map.of("batch_size", 32)),
                new SearchSpec("random", 1),
                new StoppingSpec.Asha(1, 3),
                new Budget(40, 27, Duration.ofSeconds(90), 2),
                List.of(new Parameters(Map.of("units", 64))),
                Promotion.AUTO,
                List.of(Constraint.of("units * batch_size <= 1024")));
    }
}
