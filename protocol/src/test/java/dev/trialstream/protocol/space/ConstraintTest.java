package dev.trialstream.protocol.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintTest {
    /** Momentum is inactive. */
    private static final Parameters POINT =
            new Parameters(Map.of("units", 64, "layers", 2, "rate", 0.1, "optimizer", "adam", "norm", true, "zero", 0));

    /** Worked by hand for the point above. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    units * layers <= 128                   | true
                    units * layers < 128                    | false
                    units + layers * 10 == 84               | true
                    (units + layers) * 10 == 660            | true
                    units - layers - 2 == 60                | true
                    units / layers / 2 == 16                | true
                    -layers < -1                            | true
                    - - layers == 2                         | true
                    2 - -layers == 4                        | true
                    -layers * -1 == 2                       | true
                    units == 64.0                           | true
                    rate == 1e-1                            | true
                    rate > .09                              | true
                    units != 64                             | false
                    units >= 64 and layers >= 3             | false
                    units >= 64 or layers >= 3              | true
                    false and false or true                 | true
                    true or false and false                 | true
                    not units > 64 and layers == 2          | true
                    not (units > 64 and layers == 2)        | true
                    not not norm                            | true
                    norm                                    | true
                    norm == false                           | false
                    norm != (layers == 2)                   | false
                    optimizer == "adam"                     | true
                    optimizer == 'sgd' or layers<3          | true
                    optimizer != "adam"                     | false
                    units / zero > 1                        | false
                    not units / zero > 1                    | false
                    zero / zero == zero / zero              | false
                    zero / zero != 1                        | false
                    1e308 * 10 > 1                          | false
                    zero == 0 or units / zero > 1           | true
                    units / zero > 1 or zero == 0           | true
                    zero != 0 and units / zero > 1          | false
                    not (zero != 0 and units / zero > 1)    | true
                    """)
    void a_constraint_holds_or_does_not(String text, boolean holds) {
        assertThat(Constraint.of(text).holds(POINT)).isEqualTo(holds);
    }

    @Test
    void a_constraint_on_an_inactive_parameter_holds() {
        assertThat(Constraint.of("momentum >= 2").holds(POINT)).isTrue();
        assertThat(Constraint.of("units > 64 and momentum > 0").holds(POINT)).isTrue();
    }

    /** The positions count characters from 1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    units <=                   | at character 9: expected a value, got the end
                    units <= * 2               | at character 10: expected a value, got *
                    units 64                   | at character 7: expected an operator or the end, got 64
                    1 < units < 64             | at character 11: expected an operator or the end, got <
                    (units < 64                | at character 12: expected an operator or ), got the end
                    (1 < units < 64)           | at character 12: expected an operator or ), got <
                    units < 64)                | at character 11: expected an operator or the end, got )
                    units = 64                 | at character 7: expected ==, got =
                    units < 64 && norm         | at character 12: expected and, got &
                    !norm                      | at character 1: expected not or !=, got !
                    optimizer == "adam         | at character 14: expected a closing ", got "
                    units < 64 # few           | at character 12: expected an operator, a number, a text or a name, got #
                    units ** 2 < 64            | at character 8: expected a value, got *
                    units < and                | at character 9: expected a value, got and
                    units < not norm           | at character 9: expected a value, got not
                    units < 1e999              | at character 9: expected a finite number, got 1e999
                    units < 2layers            | at character 10: expected an operator or the end, got layers
                    max(units) < 3             | at character 4: expected an operator or the end, got (
                    """)
    void what_cannot_be_read_is_refused_by_its_place(String text, String complaint) {
        assertThatThrownBy(() -> Constraint.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void nothing_is_no_constraint(String text) {
        assertThatThrownBy(() -> Constraint.of(text)).hasMessageContaining("expected a value, got the end");
    }

    @Test
    void nesting_and_length_are_bounded() {
        assertThat(Constraint.of("(".repeat(32) + "norm" + ")".repeat(32)).holds(POINT))
                .isTrue();
        assertThatThrownBy(() -> Constraint.of("(".repeat(33) + "norm" + ")".repeat(33)))
                .hasMessage("at character 33: expected at most 32 levels of nesting, got (");
        assertThatThrownBy(() -> Constraint.of("- ".repeat(40) + "1 < 2"))
                .hasMessage("at character 65: expected at most 32 levels of nesting, got -");
        assertThatThrownBy(() -> Constraint.of("not ".repeat(40) + "norm"))
                .hasMessage("at character 129: expected at most 32 levels of nesting, got not");
        assertThat(Constraint.of("1" + "+1".repeat(497) + "<499").holds(POINT)).isTrue();
        assertThatThrownBy(() -> Constraint.of(" ".repeat(1001)))
                .hasMessage("expected at most 1000 characters, got 1001");
        // brackets side by side are not nested
        assertThat(Constraint.of("(1)" + "+(1)".repeat(60) + "==61").holds(POINT))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    width < 3                     | at character 1: expected a parameter of space or fixed (units, optimizer, norm, mixed, layers), got width
                    units < 3 or depth < 3        | at character 14: expected a parameter of space or fixed
                    units == "many"               | at character 7: expected values of one kind on both sides of ==, got a number and a text
                    optimizer < "sgd"             | at character 11: expected a number on both sides of <, got a text and a text
                    norm > 0                      | at character 6: expected a number on both sides of >, got a truth value and a number
                    units * optimizer < 3         | at character 7: expected a number on both sides of *, got a number and a text
                    -optimizer == 3               | at character 1: expected a number after -, got a text
                    not units                     | at character 1: expected a truth value after not, got a number
                    norm and units                | at character 6: expected a truth value on both sides of and, got a truth value and a number
                    units + 3                     | expected a condition such as units <= 64, got a number
                    mixed < 3                     | at character 7: expected a number on both sides of <, got values of several kinds and a number
                    layers > 2                    | does not hold, and nothing in it is searched: layers > 2
                    1 > 2                         | does not hold, and nothing in it is searched: 1 > 2
                    """)
    void what_cannot_be_judged_over_the_space_is_refused(String text, String complaint) {
        assertThatThrownBy(() -> check(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers == 2", "units > layers", "mixed == 3 or mixed == \"auto\"", "norm != true"})
    void what_can_be_judged_is_accepted(String text) {
        assertThatCode(() -> check(text)).doesNotThrowAnyException();
    }

    @Test
    void a_constraint_is_written_as_its_text() {
        Constraint constraint = Constraint.of("optimizer != \"sgd\" or  rate >= 0.5");
        String yaml = Json.yaml().writeValueAsString(constraint);
        assertThat(Json.yaml().readValue(yaml, Constraint.class)).isEqualTo(constraint);
        assertThat(Json.json().writeValueAsString(constraint))
                .isEqualTo("\"optimizer != \\\"sgd\\\" or  rate >= 0.5\"");
    }

    @Test
    void the_first_that_is_violated_is_told() {
        Constraint fine = Constraint.of("units == 64");
        Constraint violated = Constraint.of("layers == 3");
        assertThat(Constraint.firstViolated(List.of(fine, violated), POINT)).contains(violated);
        assertThat(Constraint.firstViolated(List.of(fine), POINT)).isEmpty();
    }

    private static void check(String text) {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("units", IntDimension.linear(1, 64));
        space.put("optimizer", CategoricalDimension.of("adam", "sgd"));
        space.put("norm", BooleanDimension.flag());
        space.put("mixed", OrdinalDimension.of("auto", 3));
        Constraint.of(text).check(new SearchSpace(space), new Parameters(Map.of("layers", 2)));
    }
}
