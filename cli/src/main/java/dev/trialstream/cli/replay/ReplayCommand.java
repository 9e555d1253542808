package dev.trialstream.cli.replay;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.cli.exchange.History;
import dev.trialstream.cli.exchange.HistoryFile;
import dev.trialstream.cli.exchange.HistoryReading;
import dev.trialstream.cli.study.Known;
import dev.trialstream.cli.study.StudyScope;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.whatif.Tradeoff;
import dev.trialstream.policy.whatif.WhatIf;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trialstream replay}: proves past decisions, or shows what another rule would have done. */
@Command(
        name = "replay",
        description =
                "Derives every suggestion and decision of a study from its history over again and says whether they"
                        + " are the same; or says what other stopping rules would have done.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "STUDY",
            arity = "0..1",
            description = "The id of a study on the broker; or else --history or --curves.")
    @Nullable
    String study;

    @Option(names = "--history", paramLabel = "FILE", description = "A study that study export has written.")
    @Nullable
    Path history;

    @Option(
            names = "--curves",
            paramLabel = "FILE",
            description = "Recorded curves, CSV: a column that names the curve, its parameters, epoch, its metrics.")
    @Nullable
    Path curves;

    @Option(
            names = "--stopping",
            paramLabel = "RULE",
            description = "What would this rule have done? Its name, or as in a study file: {rule: asha, min: 2}."
                    + " Once for each rule.")
    List<String> stopping = new ArrayList<>();

    @Option(names = "--metric", paramLabel = "NAME", description = "With --curves: what to judge by.")
    @Nullable
    String metric;

    @Option(names = "--maximize", description = "With --curves: larger is better.")
    boolean maximize;

    @Option(
            names = "--at",
            paramLabel = "WHICH",
            defaultValue = "last",
            description = "With --curves: which epochs speak for a curve, smoothed_best, best or last"
                    + " (default: ${DEFAULT-VALUE}).")
    String at = "last";

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "8",
            description = "With --curves: how many train at once (default: ${DEFAULT-VALUE}).")
    int workers;

    @Option(
            names = "--shuffles",
            paramLabel = "N",
            defaultValue = "100",
            description = "With --curves: orders to try (default: ${DEFAULT-VALUE}).")
    int shuffles;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --curves: of the first order (default: ${DEFAULT-VALUE}).")
    long seed;

    @Mixin
    StudyScope scope = new StudyScope();

    /** Conclusions of another policy version can be neither proved nor refuted by this program. */
    private static final int NOT_PROVABLE = 3;

    private final Streams streams;

    public ReplayCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        long sources = java.util.stream.Stream.of(study, history, curves)
                .filter(java.util.Objects::nonNull)
                .count();
        if (sources != 1) {
            throw UserError.badInput("replay: expected one of STUDY, --history FILE and --curves FILE, got " + sources);
        }
        List<Rule> rules = stopping.stream().map(Rule::read).toList();
        if (curves != null) {
            return onCurves(CurvesFile.read(curves), rules);
        }
        History read = history != null ? ofFile(history) : ofBroker(String.valueOf(study));
        checkBeginning(read);
        return rules.isEmpty() ? prove(read) : whatIf(read, rules);
    }

    /** A rule as written, and parsed. */
    record Rule(String text, StoppingSpec spec) {
        static Rule read(String text) {
            try {
                return new Rule(text, new StudyReader(Policies.onClassPath()).stopping("--stopping", text));
            } catch (InvalidStudy e) {
                throw UserError.badInput(String.valueOf(e.getMessage()));
            }
        }
    }

    private static History ofFile(Path file) {
        try {
            return HistoryFile.read(file);
        } catch (IOException e) {
            throw UserError.badInput("--history " + file + ": could not be read (" + e + ")");
        }
    }

    private History ofBroker(String id) {
        return scope.on(settings -> {
            Known.study(settings, Topics.STANDARD, id);
            return HistoryReading.of(settings, Topics.STANDARD, id);
        });
    }

    /** From the middle of a history nothing follows. */
    private static void checkBeginning(History read) {
        boolean begins = read.events().stream()
                .map(HistoryEvent::fact)
                .anyMatch(fact -> fact instanceof Fact.Submitted || fact instanceof Fact.Malformed);
        if (!begins) {
            throw UserError.failure(
                    "study " + read.study() + ": the beginning of its history is missing; see" + " docs/operations.md");
        }
    }

    private int prove(History read) {
        Proof proof = Proof.of(read);
        scope.print(streams.out(), proof, it -> it.say(streams.out()));
        if (!proof.same()) {
            return UserError.FAILURE;
        }
        return proof.taken() == 0 ? 0 : NOT_PROVABLE;
    }

    private int whatIf(History read, List<Rule> rules) {
        Study accepted = read.events().stream()
                .map(event -> event.fact())
                .filter(Fact.Accepted.class::isInstance)
                .map(fact -> ((Fact.Accepted) fact).spec())
                .findFirst()
                .orElseThrow(() -> UserError.badInput(
                        "study " + read.study() + ": was never accepted; there is nothing to replay"));
        List<RuleAnswers.Of> answers = rules.stream()
                .map(rule -> new RuleAnswers.Of(
                        rule.text(),
                        WhatIf.of(accepted, StoppingRules.onClassPath().make(rule.spec()), read.events())))
                .toList();
        scope.print(streams.out(), answers, it -> RuleAnswers.say(streams.out(), read.study(), accepted, it));
        return 0;
    }

    private int onCurves(CurvesFile file, List<Rule> rules) {
        if (workers < 1 || shuffles < 1) {
            throw UserError.badInput(
                    "replay: expected --workers and --shuffles of at least 1, got " + workers + " and " + shuffles);
        }
        List<Rule> asked = rules.isEmpty() ? List.of(Rule.read("none"), Rule.read("asha")) : rules;
        Objective objective = objective(file);
        List<RuleAnswers.OfCurves> answers = asked.stream()
                .map(rule -> new RuleAnswers.OfCurves(
                        rule.text(),
                        Tradeoff.of(
                                file.study(objective, rule.spec(), 0),
                                StoppingRules.onClassPath().make(rule.spec()),
                                file.trials(),
                                workers,
                                shuffles,
                                seed)))
                .toList();
        scope.print(
                streams.out(),
                answers,
                it -> RuleAnswers.say(streams.out(), file.trials().size(), objective, workers, shuffles, it));
        return 0;
    }

    private Objective objective(CurvesFile file) {
        Objective.At which = switch (at) {
            case "smoothed_best" -> Objective.At.SMOOTHED_BEST;
            case "best" -> Objective.At.BEST;
            case "last" -> Objective.At.LAST;
            default -> throw UserError.badInput("--at: expected one of smoothed_best, best, last, got " + at);
        };
        return new Objective(
                file.metric(metric), maximize ? Objective.Direction.MAXIMIZE : Objective.Direction.MINIMIZE, which);
    }
}
