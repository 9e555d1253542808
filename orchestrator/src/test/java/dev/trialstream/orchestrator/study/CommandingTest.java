package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users ask of a study under way. */
class CommandingTest {
    private int commands;

    @Test
    void an_enqueued_configuration_is_the_next_trial_and_told_to_the_sampler() {
        Driver study = Driver.asked("");
        command(study, new Command.Enqueue("s", point(0.25)));
        Fact.Requested next =
                (Fact.Requested) study.facts(new Fact.Asked("a", false)).get(0);
        assertThat(next.parameters()).isEqualTo(point(0.25));
        assertThat(next.sampler()).isEqualTo("enqueued");
        assertThat(study.log().trials(Role.SEARCH)).hasSize(1);
    }

    @Test
    void it_goes_before_those_of_the_specification_and_beyond_the_budget() {
        Driver study = Driver.asked("budget: {trials: 1}\nenqueue: [{x: 0.5}, {x: 0.75}]");
        command(study, new Command.Enqueue("s", point(0.25)));
        assertThat(asked(study, "a")).isEqualTo(point(0.25));
        command(study, new Command.Enqueue("s", point(0.1)));
        assertThat(asked(study, "b")).isEqualTo(point(0.1));
        assertThat(study.facts(new Fact.Asked("c", false))).containsExactly(new Fact.Declined("c"));
    }

    @Test
    void one_that_is_not_of_the_space_is_turned_down_by_the_field_and_set_aside_whole() {
        Driver study = Driver.asked("constraints: [\"x <= 0.8\"]");
        List<Output> outside = command(study, new Command.Enqueue("s", point(7)));
        assertThat(Driver.facts(outside)).singleElement().satisfies(fact -> {
            Fact.Rejected rejected = (Fact.Rejected) fact;
            assertThat(rejected.field()).isEqualTo("parameters.x");
            assertThat(rejected.reason()).isEqualTo("expected a number from 0.0 to 1.0, got 7.0");
        });
        assertThat(Driver.only(Output.SetAside.class, outside))
                .containsExactly(
                        new Output.SetAside(Driver.ORIGIN, "parameters.x: expected a number from 0.0 to 1.0, got 7.0"));
        assertThat(Driver.facts(command(study, new Command.Enqueue("s", new Parameters(Map.of("y", 1))))))
                .singleElement()
                .extracting("field")
                .isEqualTo("parameters.y");
        assertThat(Driver.facts(command(study, new Command.Enqueue("s", point(0.9)))))
                .singleElement()
                .extracting("reason")
                .isEqualTo("do not hold the constraint x <= 0.8");
        assertThat(study.log().enqueued()).isEmpty();
    }

    @Test
    void a_study_is_extended_by_trials() {
        Driver study = Driver.asked("budget: {trials: 1}");
        study.tell(new Fact.Asked("a", false));
        command(study, new Command.Extend("s", 2));
        assertThat(study.log().trialBudget()).isEqualTo(3);
        assertThat(study.facts(new Fact.Asked("b", false))).hasSize(2);
    }

    @Test
    void what_comes_after_the_search_is_turned_down() {
        Driver study = Driver.asked("budget: {trials: 1}");
        study.complete(1, "a", 0.5);
        for (Command late : List.of(new Command.Extend("s", 1), new Command.Enqueue("s", point(0.5)))) {
            assertThat(Driver.facts(command(study, late)))
                    .singleElement()
                    .extracting("reason")
                    .isEqualTo("the search of study s is over");
        }
    }

    @Test
    void a_stopped_study_ends_when_its_trials_have() {
        Driver study = Driver.asked("");
        study.tell(new Fact.Asked("a", false));
        List<Output> outputs = command(study, new Command.Stop("s"));
        Decision.Stop stop = (Decision.Stop) Driver.decisions(outputs).get(0);
        assertThat(stop.reason()).isEqualTo("the study is stopped");
        assertThat(Driver.facts(outputs)).isEmpty();
        assertThat(study.facts(new Fact.Stopped("s.1", 1, "http/a", 0, stop)))
                .containsExactly(new Fact.Ended(StudyState.STOPPED, "stopped by a user"));
    }

    @Test
    void a_stopped_study_does_not_wait_for_who_is_gone() {
        Driver study = Driver.asked("");
        study.tell(new Fact.Asked("a", false));
        command(study, new Command.Stop("s"));
        assertThat(study.facts(new Fact.Lapsed("s.1", 1, "http/a")))
                .containsExactly(new Fact.Ended(StudyState.STOPPED, "stopped by a user"));
    }

    @Test
    void a_deleted_study_ends_and_is_off_the_lists() {
        Driver study = Driver.asked("");
        List<Output> outputs = command(study, new Command.Delete("s"));
        assertThat(Driver.facts(outputs))
                .containsExactly(new Fact.Ended(StudyState.STOPPED, "stopped by a user"), new Fact.Deleted());
        assertThat(Driver.only(Output.Forget.class, outputs)).hasSize(1);
        assertThat(Driver.only(Output.Summarise.class, outputs)).isEmpty();
    }

    @Test
    void the_rule_changes_from_now_on() {
        Driver study = Driver.asked("");
        command(study, new Command.SetStopping("s", StoppingSpec.NONE));
        assertThat(study.log().spec().orElseThrow().stopping()).isEqualTo(StoppingSpec.NONE);
    }

    @Test
    void a_command_on_nothing_and_a_message_that_could_not_be_read_are_set_aside() {
        Driver nothing = new Driver();
        assertThat(Driver.only(Output.SetAside.class, command(nothing, new Command.Pause("s"))))
                .containsExactly(new Output.SetAside(Driver.ORIGIN, "study: there is no study s"));
        Fact malformed = new Fact.Malformed("m", "command", "expected one", Driver.ORIGIN);
        assertThat(Driver.only(Output.SetAside.class, nothing.tell(malformed)))
                .containsExactly(new Output.SetAside(Driver.ORIGIN, "command: expected one"));
        assertThat(nothing.tell(malformed)).as("the same again").isEmpty();
        Driver study = Driver.asked("");
        List<Output> outputs = study.tell(malformed);
        assertThat(Driver.facts(outputs)).containsExactly(new Fact.Rejected("m", "command", "expected one"));
        assertThat(Driver.only(Output.SetAside.class, outputs)).hasSize(1);
    }

    @Test
    void a_command_that_comes_twice_is_obeyed_once() {
        Driver study = Driver.asked("budget: {trials: 1}");
        study.tell(new Fact.Commanded(new Command.Extend("s", 2), "same"));
        study.tell(new Fact.Commanded(new Command.Extend("s", 2), "same"));
        assertThat(study.log().trialBudget()).isEqualTo(3);
    }

    private static Parameters asked(Driver study, String ask) {
        return ((Fact.Requested) study.facts(new Fact.Asked(ask, false)).get(0)).parameters();
    }

    private List<Output> command(Driver study, Command command) {
        return study.tell(new Fact.Commanded(command, "c" + ++commands, Driver.ORIGIN));
    }

    private static Parameters point(double x) {
        return new Parameters(Map.of("x", x));
    }
}
