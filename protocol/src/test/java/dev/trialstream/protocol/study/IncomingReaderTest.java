package dev.trialstream.protocol.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.schema.Schemas;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.key.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingReaderTest {
    private static final IncomingReader READER = new IncomingReader(PolicyReader.LENIENT);
    /** Checks that only the reader makes: known knobs, and the bounds of a lease. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "{'study': 's', 'trainer': {'type': 'external', 'lease': '1ms'}, 'space': {'x': {'type': 'boolean'}}, 'objective': {'metric': 'loss'}}",
            "{'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'wings': 2}}",
            "{'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'units': -1}}");

    private static final Parameters POINT = new Parameters(Map.of("units", 64));

    @Test
    void reads_every_command() {
        assertThat(command("{'study': 's', 'command': 'pause'}")).isEqualTo(new Command.Pause("s"));
        assertThat(command("{'study': 's', 'command': 'resume'}")).isEqualTo(new Command.Resume("s"));
        assertThat(command("{'study': 's', 'command': 'stop'}")).isEqualTo(new Command.Stop("s"));
        assertThat(command("{'study': 's', 'command': 'delete'}")).isEqualTo(new Command.Delete("s"));
        assertThat(command("{'study': 's', 'command': 'extend', 'trials': 5}")).isEqualTo(new Command.Extend("s", 5));
        assertThat(command("{'study': 's', 'command': 'enqueue', 'parameters': {'units': 64}}"))
                .isEqualTo(new Command.Enqueue("s", POINT));
        assertThat(command("{'study': 's', 'command': 'set_stopping', 'stopping': {'rule': 'none'}}"))
                .isEqualTo(new Command.SetStopping("s", StoppingSpec.NONE));
    }

    @Test
    void a_trial_request_of_a_study_is_a_configuration_to_try() {
        assertThat(trial("{'study': 's', 'parameters': {'units': 64}}"))
                .isEqualTo(new Incoming.OnStudy(new Command.Enqueue("s", POINT)));
    }

    @Test
    void a_trial_request_that_stands_alone_is_a_study_of_one_trial() {
        Incoming.NewStudy alone = (Incoming.NewStudy)
                trial("{'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'units': 64}, 'epochs': 3, 'seed': 7}");
        assertThat(alone.study()).isEqualTo("fresh");
        StudyRequest request = alone.request();
        assertThat(request.fixed()).isEqualTo(POINT);
        assertThat(request.space().dimensions()).isEmpty();
        assertThat(request.enqueue()).containsExactly(Parameters.none());
        assertThat(request.budget())
                .isEqualTo(Settings.none()
                        .with(Budget.TRIALS, 1)
                        .with(Budget.PARALLEL, 1)
                        .with(Budget.EPOCHS, 3));
        assertThat(request.stopping()).isEqualTo(StoppingSpec.NONE);
        assertThat(request.promotion()).isEqualTo(Promotion.NONE);
        assertThat(request.requireData().split().seed()).isEqualTo(7);
    }

    @Test
    void a_study_for_those_who_ask_has_no_data_and_a_lease() {
        Incoming.NewStudy study =
                (Incoming.NewStudy) study("{'study': 's', 'trainer': {'type': 'external', 'lease': '2m'},"
                        + " 'objective': {'metric': 'loss'}, 'space': {'x': {'type': 'float', 'min': 0, 'max': 1}}}");
        assertThat(study.request().data()).isNull();
        assertThat(study.request().trainer()).isEqualTo(TrainerSpec.external(Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'study': 's', 'command': 'explode'}                       | command: expected one of pause, resume, stop
            {'study': 's', 'command': 5}                               | command: expected one of
            {'command': 'pause'}                                       | study: expected the id of a study: lower-case letters, digits and hyphens, 63 at most, but it is missing
            {'study': 'S!', 'command': 'pause'}                        | study: expected the id of a study: lower-case letters, digits and hyphens, 63 at most, got text "S!"
            {'study': '../x', 'command': 'pause'}                      | study: expected the id of a study: lower-case
            {'study': {}, 'command': 'pause'}                          | study: expected the id of a study: lower-case letters, digits and hyphens, 63 at most, got {}
            {'study': 's', 'command': 'pause', 'now': true}            | now: unknown key
            {'study': 's', 'command': 'extend'}                        | trials: expected a whole number from 1 to 1000000, but it is missing
            {'study': 's', 'command': 'extend', 'trials': 0}           | trials: expected a whole number from 1 to 1000000, got 0
            {'study': 's', 'command': 'extend', 'trials': 1.5}         | trials: expected a whole number
            {'study': 's', 'command': 'extend', 'trials': 9999999999}  | trials: expected a whole number
            {'study': 's', 'command': 'enqueue'}                       | parameters: expected names with values, but it is missing
            {'study': 's', 'command': 'enqueue', 'parameters': {}}     | parameters: expected at least one
            {'study': 's', 'command': 'enqueue', 'parameters': []}     | parameters: expected keys with values, got []
            {'study': 's', 'command': 'enqueue', 'parameters': {'a/b': 1}} | parameters.a/b: expected as name of a parameter
            {'study': 's', 'command': 'enqueue', 'parameters': {'a': {}}}  | parameters.a: expected a number, a text, true or false
            {'study': 's', 'command': 'set_stopping'}                  | stopping: expected a rule
            {'study': 's', 'command': 'pause'                          | study: not JSON
            {'study': 's', 'study': 't', 'command': 'pause'}           | study: not JSON
            {'study': 's', 'command': 'pause'} and more                | study: not JSON
            [1]                                                        | study: expected keys with values, got [1]
            'text'                                                     | study: expected keys with values, got text
            5                                                          | study: expected keys with values, got 5
            null                                                       | study: expected keys with values
            ``                                                         | study: expected a message as JSON, got nothing
            {'data': {'csv': 'a.csv', 'target': 'y'}}                  | study: expected the id of the study, but it is missing
            {'study': 's'}                                             | data: expected {csv: FILE, target: COLUMN}, but it is missing
            {'study': 's', 'trainer': {'type': 'external'}}            | space: expected the dimensions to search
            {'study': 's', 'trainer': {'type': 'external'}, 'space': {'x': {'type': 'boolean'}}} | objective: expected {metric: NAME
            {'study': 's', 'trainer': {'type': 'external'}, 'space': {'x': {'type': 'boolean'}}, 'objective': {'metric': 'a b'}} | objective.metric: expected the name of a metric: letters
            {'study': 's', 'trainer': {'type': 'external'}, 'space': {'x': {'type': 'boolean'}}, 'objective': {'metric': 'loss'}, 'data': {}} | data: expected none, because the trainer is external
            {'study': 's', 'trainer': {'type': 'external', 'lease': '1ms'}, 'space': {'x': {'type': 'boolean'}}, 'objective': {'metric': 'loss'}} | trainer.lease: expected a duration from 1s to 24h
            {'study': 's', 'trainer': {'type': 'external', 'lease': 'long'}} | trainer.lease: expected a duration
            {'study': 's', 'trainer': {'type': 'magic'}}               | trainer.type: expected one of network, dl4j, command, replay, own, external
            """)
    void refuses_what_cannot_be_a_study_or_a_command(String text, String complaint) {
        assertThatThrownBy(() -> study(text)).isInstanceOf(InvalidStudy.class).hasMessageStartingWith(complaint);
        if (!complaint.startsWith("study: not JSON") && !text.isEmpty()) {
            String schema = text.contains("'command'") ? "command.json" : "study.json";
            assertThat(Schemas.objections(schema, bytes(text)).isEmpty()).isEqualTo(BEYOND_A_SCHEMA.contains(text));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'parameters': {'units': 64}}                              | study: expected the id of a study: lower-case letters, digits and hyphens, 63 at most, but it is missing
            {'study': 's'}                                             | parameters: expected names with values, but it is missing
            {'study': 'S', 'parameters': {'units': 64}}                | study: expected the id of a study: lower-case
            {'study': 's', 'parameters': {'units': [1]}}               | parameters.units: expected a number
            {'study': 's', 'parameters': {'units': 64}, 'epochs': 3}   | epochs: unknown key
            {'data': {'csv': 'a.csv'}, 'parameters': {'units': 64}}    | data.target: expected the name of a column
            {'data': {'csv': 'a.csv', 'target': 'y'}}                  | parameters: expected names with values
            {'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'wings': 2}}  | parameters.wings: the trainer has no such parameter
            {'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'units': -1}} | parameters.units: expected a whole number from 1
            {'data': {'csv': 'a.csv', 'target': 'y'}, 'parameters': {'units': 64}, 'epochs': 0} | epochs: expected a whole number from 1 to 100000
            {'trainer': {'type': 'replay'}, 'parameters': {'units': 64}} | trainer.curves: expected the path of a CSV file of recorded curves
            {'trainer': {'type': 'external'}, 'parameters': {'x': 1}}  | objective: expected
            """)
    void refuses_what_cannot_be_a_trial_request(String text, String complaint) {
        assertThatThrownBy(() -> trial(text)).isInstanceOf(InvalidStudy.class).hasMessageStartingWith(complaint);
        assertThat(Schemas.objections("trial-request.json", bytes(text)).isEmpty())
                .isEqualTo(BEYOND_A_SCHEMA.contains(text));
    }

    @Test
    void refuses_what_is_too_large_or_too_deep_without_reading_it_to_death() {
        assertThatThrownBy(() -> study("{'study': '" + "x".repeat(10_000_000) + "'}"))
                .hasMessage("study: expected at most 1000000 bytes, got 10000013");
        assertThatThrownBy(() -> study("{'study':".repeat(10_000) + "1" + "}".repeat(10_000)))
                .hasMessageContaining("not JSON");
    }

    @Test
    void knows_the_study_that_an_unreadable_message_names() {
        assertThat(IncomingReader.studyNamedBy(bytes("{'study': 's', 'command': 'explode'}")))
                .contains("s");
        assertThat(IncomingReader.studyNamedBy(bytes("{'study': '../s'}"))).isEmpty();
        assertThat(IncomingReader.studyNamedBy(bytes("{'study': 5}"))).isEmpty();
        assertThat(IncomingReader.studyNamedBy(bytes("no JSON"))).isEmpty();
        assertThat(IncomingReader.studyNamedBy(null)).isEmpty();
    }

    private static Command command(String text) {
        return ((Incoming.OnStudy) study(text)).command();
    }

    /** Everything that is read here is also valid against its schema. */
    private static Incoming study(String text) {
        Incoming incoming = READER.study(bytes(text));
        String schema = incoming instanceof Incoming.OnStudy ? "command.json" : "study.json";
        assertThat(Schemas.objections(schema, bytes(text))).isEmpty();
        return incoming;
    }

    private static Incoming trial(String text) {
        Incoming incoming = READER.trial(bytes(text), () -> "fresh");
        assertThat(Schemas.objections("trial-request.json", bytes(text))).isEmpty();
        return incoming;
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
