package dev.trialstream.protocol.message;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Attempts;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Isolation;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.PolicyReader;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Resources;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An example of every message in the topics, and several for messages with several forms. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static final Grounds PROMOTING = new Grounds("asha_promote", Map.of("rank", 4.0), "number 4", "e", NOON);

    private Examples() {}

    /** A message that is not an event, and the type it is read as. */
    public record Message(Class<?> type, Object value) {}

    public static Stream<Message> messages() {
        return Stream.of(
                        jobs().map(job -> new Message(Job.class, job)),
                        poolMessages().map(message -> new Message(PoolMessage.class, message)),
                        decisions().map(decision -> new Message(Decision.class, decision)),
                        bests().map(best -> new Message(Best.class, best)),
                        positions().map(position -> new Message(Position.class, position)),
                        commands().map(command -> new Message(Command.class, command)),
                        summaries().map(summary -> new Message(StudySummary.class, summary)))
                .flatMap(messages -> messages);
    }

    private static Stream<Position> positions() {
        return Stream.of(
                new Position(Position.Kind.HOOKS, "t", 0, 7, NOON),
                new Position(Position.Kind.TRIMMED, "t", 1, 0, NOON));
    }

    private static Stream<StudySummary> summaries() {
        return Stream.of(
                new StudySummary("s", StudyState.PROFILING, 0, 0, 0, 0, 0, 1, 0, null, NOON),
                new StudySummary("s", StudyState.PAUSED, 9, 0, 4, 3, 2, 1, 5, NOON, NOON),
                new StudySummary(
                        "s", StudyState.RUNNING, 9, 0, 4, 3, 2, 1, 5, NOON, "gpu", "no worker with one", NOON));
    }

    public static Stream<Job> jobs() {
        Study study = fullStudy();
        return Stream.of(
                new Job.Profile(
                        "s.profile",
                        "s",
                        1,
                        new StudyReader(PolicyReader.LENIENT).yaml("study: s\ndata: {csv: a.csv, target: y}")),
                new Job.Train(
                        "s.1",
                        "s",
                        1,
                        1,
                        Role.SEARCH,
                        parameters(),
                        9,
                        27,
                        study.requireData(),
                        HASH,
                        TrainerSpec.network("cnn", "torch"),
                        Objective.VALIDATION_ERROR,
                        RowUse.resampled(7),
                        new Curve(List.of(
                                new EpochPoint(1, Map.of("validation_error", 0.25), "c"),
                                new EpochPoint(2, Map.of(), null)))),
                new Job.Train(
                        "s.1",
                        "s",
                        1,
                        2,
                        Role.SEARCH,
                        parameters(),
                        9,
                        27,
                        null,
                        null,
                        TrainerSpec.command("sklearn"),
                        Objective.VALIDATION_ERROR,
                        RowUse.AS_SPLIT,
                        Curve.empty(),
                        new Job.Leeway(1, 0, Duration.ofHours(2), Duration.ofMinutes(10)),
                        Isolation.PROCESS,
                        4000,
                        3),
                new Job.Deliver(
                        "s.deliver",
                        "s",
                        1,
                        "s.1",
                        "c",
                        parameters(),
                        study.requireData(),
                        HASH,
                        TrainerSpec.MLP,
                        RowUse.POOLED),
                new Job.Profile(
                        "s.profile",
                        "s",
                        1,
                        new StudyReader(PolicyReader.LENIENT)
                                .yaml("study: s\ndata: {idx: {images: i.gz, labels: l.gz}, split: {rows: r.csv}}")),
                new Job.Cleanup("s.cleanup", "s", 1, List.of("s.3", "s.9"), false),
                new Job.Cleanup("s.cleanup", "s", 2, List.of(), true));
    }

    public static Stream<PoolMessage> poolMessages() {
        return Stream.of(
                new PoolMessage.Heartbeat("w", 2, List.of(new PoolMessage.Held("s.1", 1)), "cpu", "0", false, NOON),
                new PoolMessage.Heartbeat(
                        "g",
                        1,
                        List.of(),
                        "gpu",
                        16000,
                        new PoolMessage.Repertoire(List.of("dl4j", "command"), List.of("train")),
                        "0",
                        false,
                        NOON),
                new PoolMessage.Renewal("s.1", 1, NOON),
                new PoolMessage.Tick("o", 4, NOON),
                new PoolMessage.Tick("o", 5, Map.of("cpu", 3), NOON));
    }

    public static Stream<Decision> decisions() {
        return Stream.of(
                stop(),
                new Decision.Suspend("d", "s", "s.1", 1, new Grounds("command", Map.of(), "paused", "e", NOON)),
                nomination(),
                pause(),
                resume(),
                retire(),
                new Decision.Diagnose(
                        "d",
                        "s",
                        "s",
                        0,
                        0,
                        new Grounds("many_diverged", Map.of("share", 0.5), "4 of 8", "e", NOON),
                        "a lower rate"),
                new Decision.Promote(
                        "d",
                        "s",
                        "s.1",
                        1,
                        9,
                        new Grounds(
                                "confirmed_mean", Map.of("mean", 0.1, "sd", Double.NaN), "the best mean", "e", NOON)),
                new Decision.Fence("d", "s", "s.1", 2, new Grounds("ownership", Map.of(), "stale", "e", NOON), "w"));
    }

    public static Stream<Best> bests() {
        Map<String, Double> metrics = Map.of("validation_error", 0.1);
        return Stream.of(
                new Best(
                        "s",
                        1,
                        Best.Status.CANDIDATE,
                        "s.1",
                        0.1,
                        3,
                        parameters(),
                        metrics,
                        null,
                        null,
                        null,
                        null,
                        "e",
                        NOON),
                new Best(
                        "s",
                        3,
                        Best.Status.DELIVERED,
                        "s.1",
                        0.1,
                        3,
                        parameters(),
                        metrics,
                        "c",
                        "models/s",
                        new Best.Confirmed(0.12, 0.01, 3),
                        HASH,
                        "e",
                        NOON,
                        List.of(new Best.Version(2, Best.Status.PROMOTED, "s.1", 0.1, 3, NOON)),
                        List.of(new Best.Point("s.1", 3, Map.of("validation_error", 0.1, "size", 9.0)))));
    }

    public static Stream<Command> commands() {
        return Stream.of(
                new Command.Pause("s"),
                new Command.Resume("s"),
                new Command.Release("s"),
                new Command.Stop("s"),
                new Command.Delete("s"),
                new Command.Extend("s", 5),
                new Command.Enqueue("s", parameters()),
                new Command.SetStopping("s", Rules.ASHA),
                new Command.SetStopping("s", StoppingSpec.NONE),
                new Command.SetStopping("s", Rules.of("{rule: median, warmup: 3, min_trials: 4}")),
                new Command.SetStopping("s", Rules.of("{rule: patience, epochs: 5, min_delta: 0.0}")),
                new Command.SetStopping("s", everyRule()));
    }

    public static Stream<Fact> facts() {
        return Stream.of(
                new Fact.Submitted(
                        new StudyReader(PolicyReader.LENIENT).yaml("study: s\ndata: {csv: a.csv, target: y}"),
                        "record-1"),
                new Fact.Rejected("record-1", "study", "exists"),
                new Fact.Profiled("s.profile", 1, "w", profile()),
                new Fact.Profiled("s.profile", 1, "w", regressionProfile()),
                new Fact.Profiled("s.profile", 1, "w", notedProfile()),
                new Fact.Accepted(fullStudy(), 2),
                new Fact.PolicyChanged(3, 1),
                new Fact.Accepted(externalStudy(), null),
                new Fact.Accepted(
                        studyOf(TrainerSpec.command("sklearn"), new DataSpec("images", null, null, Split.standard(1))),
                        null),
                new Fact.Accepted(studyOf(TrainerSpec.replay("curves.csv", 100), null), null),
                new Fact.Accepted(studyOf(TrainerSpec.own("my-trainer"), null), null),
                new Fact.SlotsGranted(2, 1),
                new Fact.Unplaced("no worker with a gpu is here", 1),
                new Fact.Quarantined("java.lang.ArithmeticException: long overflow", 1),
                new Fact.TimeExpired(false),
                new Fact.Requested("s.1", 1, Role.SEARCH, parameters(), -5, "random"),
                new Fact.Dispatched("s.1", 1, "cpu"),
                new Fact.Claimed("s.1", 1, "w"),
                new Fact.Epoch("s.1", 1, "w", 1, Map.of("validation_error", 0.5), 0.1, 10, null),
                new Fact.Epoch(
                        "s.1",
                        1,
                        "w",
                        2,
                        Map.of(),
                        0.1,
                        10,
                        512L << 20,
                        List.of("a note"),
                        "c",
                        new Provenance(HASH, HASH, "dl4j 1.0.0-M2.1")),
                new Fact.Completed("s.1", 1, "w", 27),
                new Fact.Stopped("s.1", 1, "w", 4, stop()),
                new Fact.Failed("s.1", 1, "w", "diverged"),
                new Fact.Searched(40, 0),
                new Fact.Promoted(stop()),
                new Fact.Nominated(nomination()),
                new Fact.Delivered("s.deliver", 1, "w", "s.1", Map.of("test_error", 0.02), "models/s", HASH),
                new Fact.Commanded(new Command.Pause("s"), "x", new Origin("t", 1, 2)),
                new Fact.Commanded(new Command.Resume("s"), "x"),
                new Fact.Commanded(new Command.Release("s"), "x"),
                new Fact.Commanded(new Command.Stop("s"), "x"),
                new Fact.Commanded(new Command.Delete("s"), "x"),
                new Fact.Commanded(new Command.Extend("s", 5), "x"),
                new Fact.Commanded(new Command.Enqueue("s", parameters()), "x"),
                new Fact.Commanded(new Command.SetStopping("s", Rules.ASHA), "x"),
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
                new Fact.Released("s.1", 2, "v", "took too long", Failure.TIMED_OUT),
                Fact.Released.paused("s.1", 2, "v", pause()),
                new Fact.Resumed(resume()),
                new Fact.Retired(retire()),
                new Fact.Settling(1),
                new Fact.Searched(40, 5, "it has had its trials"),
                new Fact.Lapsed("s.1", 3, "w"),
                new Fact.Lapsed("s.1", 4, null),
                new Fact.GivenUp("s.1", 4, "too many"),
                new Fact.Confirmed(15),
                new Fact.TimeExpired(true),
                new Fact.Ended(StudyState.COMPLETED, ""));
    }

    private static Decision.Confirm nomination() {
        return new Decision.Confirm(
                "d", "s", "s.1", 0, new Grounds("r", Map.of("value", 0.1), "close", "e", NOON), List.of("s.1", "s.2"));
    }

    private static Decision.Pause pause() {
        return new Decision.Pause("d", "s", "s.1", 1, 3, PROMOTING);
    }

    private static Decision.Resume resume() {
        return new Decision.Resume("d", "s", "s.1", 1, 3, PROMOTING);
    }

    private static Decision.Retire retire() {
        return new Decision.Retire("d", "s", "s.1", 1, 3, PROMOTING);
    }

    private static StoppingSpec everyRule() {
        return Rules.of("""
                rule: any_of
                any_of:
                - {rule: asha_promote, min: 1, reduction: 2}
                - {rule: hyperband, min: 1, reduction: 3}
                - {rule: percentile, percentile: 25.0, warmup: 3, min_trials: 4}
                - {rule: threshold, metric: loss, above: 2.0, from: 3}
                - {rule: divergence, factor: 10.0, chance: 0.9, patience: 5}
                - rule: all_of
                  all_of:
                  - {rule: extrapolation, probability: 0.05, warmup: 4}
                  - {rule: not_before, epoch: 5, of: {rule: threshold, below: 0.1, from: 1}}
                """);
    }

    private static Decision.Stop stop() {
        return new Decision.Stop(
                "d", "s", "s.1", 1, 3, new Grounds("asha", Map.of("rank", 4.0), "too slow", "e", NOON));
    }

    private static Parameters parameters() {
        return new Parameters(Map.of("learning_rate", 0.01, "units", 64, "activation", "relu", "batch_norm", true));
    }

    private static DataProfile profile() {
        return new DataProfile(
                HASH,
                Task.CLASSIFICATION,
                10,
                1,
                List.of(new ColumnProfile(
                        "x", DataProfile.Kind.NUMERIC, 0, 9, new DataProfile.NumberSummary(0, 8, 3, 2, 0.5))),
                Map.of("no", 4, "yes", 6),
                1,
                6,
                2,
                2,
                null);
    }

    private static DataProfile regressionProfile() {
        return new DataProfile(
                HASH,
                Task.REGRESSION,
                10,
                0,
                List.of(new ColumnProfile("x", DataProfile.Kind.CATEGORICAL, 2, 3)),
                Map.of(),
                4,
                6,
                2,
                2,
                new DataProfile.TargetSummary(-1, 1, 0, 0.5));
    }

    private static DataProfile notedProfile() {
        return new DataProfile(
                HASH,
                Task.CLASSIFICATION,
                10,
                9,
                List.of(new ColumnProfile(
                        "x",
                        DataProfile.Kind.NUMERIC,
                        1,
                        1,
                        new DataProfile.NumberSummary(2, 2, 2, 0, 0),
                        "-, as in line 3, is a missing value")),
                Map.of("no", 4, "yes", 6),
                2,
                6,
                2,
                2,
                null,
                List.of("split row by row: 10 rows have 1 different input"),
                Split.Repeats.APART);
    }

    private static Study externalStudy() {
        return studyOf(TrainerSpec.external(Duration.ofSeconds(30)), null);
    }

    private static Study studyOf(TrainerSpec trainer, @Nullable DataSpec data) {
        return Study.of(Study.builder(
                        "s",
                        trainer,
                        new Objective("score", Objective.Direction.MAXIMIZE, Objective.At.LAST),
                        new SearchSpec("tpe", 1),
                        Rules.of("{rule: patience, epochs: 5, min_delta: 0.001}"),
                        new Budget(40, 27, null, 2))
                .data(data)
                .space(new SearchSpace(Map.of(
                        "depth", OrdinalDimension.of(1, 2, 4),
                        "kind", CategoricalDimension.of("a", true, 0.5),
                        "bias", BooleanDimension.flag())))
                .build());
    }

    /** A study with a value for every key. */
    public static Study fullStudy() {
        return Study.of(new StudyRequest(
                "s",
                new DataSpec("a.csv", "y", Task.CLASSIFICATION, new Split(0.6, 0.2, 0.2, 1, 5, "patient", null, null)),
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                new SearchSpace(Map.of(
                        "units", IntDimension.log(16, 64),
                        "momentum", FloatDimension.linear(0, 1).when("units", 16, 32))),
                new Parameters(Map.of("batch_size", 32)),
                new SearchSpec("random", 1),
                Rules.ASHA,
                new Budget(40, 27, Duration.ofSeconds(90), 2, 5, 500, new Budget.Cost(12.5, 3), 0.001, 7).settings(),
                List.of(new Parameters(Map.of("units", 64))),
                Promotion.AUTO,
                List.of(Constraint.of("units * batch_size <= 1024")),
                new Attempts(5, 2, 1, Duration.ofHours(2), Duration.ofMinutes(10)),
                Isolation.PROCESS,
                new Resources("gpu", 4000),
                3,
                new Judging(List.of(Rules.of("{rule: median, warmup: 3, min_trials: 4}"), everyRule()), 0.05),
                List.of(new Objective("size", Objective.Direction.MINIMIZE, Objective.At.LAST))));
    }
}
