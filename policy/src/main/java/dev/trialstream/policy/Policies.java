package dev.trialstream.policy;

import dev.trialstream.policy.search.Feasible;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.PolicyReader;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies of this process: samplers and stopping rules. */
public record Policies(Samplers samplers, StoppingRules rules) implements PolicyReader {
    /**
     * Version of everything that is concluded from a history: defaults, scores, samplers, stopping rules, promotion and
     * the planner's steps. Raise it with each change of one of these, and record new histories for the tests.
     *
     * <ul>
     *   <li>1: histories from before this version existed
     *   <li>2: only the planner gives up trials whose attempts have failed; extrapolation has Φ to fifteen digits
     *   <li>3: epochs of an attempt count no longer once a later attempt starts before them
     *   <li>4: rungs compare last epochs; Hyperband has its unstopped bracket; extrapolation uses Student's t and shares its
     *       probability among all epochs; divergence spares losses near 0; a rule resumes only what no other rule holds;
     *       ties are broken by the log loss alone; tpe leaves out trials that lost their workers; each round of a
     *       confirmation is scored by a choice made without it
     * </ul>
     */
    public static final int VERSION = 4;

    /** The policies of this project and those on the class path. */
    public static Policies onClassPath() {
        return new Policies(Samplers.onClassPath(), StoppingRules.onClassPath());
    }

    @Override
    public void check(StudyRequest request) {
        Optional.ofNullable(request.stopping()).ifPresent(stopping -> checkThatItActs(stopping, request));
        SearchSpace space = request.space();
        if (space != null && !request.constraints().isEmpty()) {
            Feasible.anyOf(Study.of(Study.builder(
                            "s",
                            request.trainer(),
                            new Objective("any", Objective.Direction.MINIMIZE, Objective.At.LAST),
                            request.search(),
                            StoppingSpec.NONE,
                            new Budget(1, 1, null, 1))
                    .space(space)
                    .fixed(request.fixed())
                    .constraints(request.constraints())
                    .build()));
        }
    }

    private void checkThatItActs(StoppingSpec stopping, StudyRequest request) {
        int first = rules.make(stopping).firstEpoch();
        int epochs = request.budget().get(Budget.EPOCHS);
        if (first > 1 && first >= epochs) {
            throw new InvalidStudy(
                    "stopping",
                    "can act after epoch " + first + " at the earliest, and trials end at epoch " + epochs
                            + " (budget.epochs), so it never acts; have it begin earlier, or use rule none");
        }
    }

    @Override
    public SearchSpec search(@Nullable Fields fields) {
        return samplers.read(fields);
    }

    @Override
    public StoppingSpec stopping(Fields fields) {
        return rules.read(fields);
    }
}
