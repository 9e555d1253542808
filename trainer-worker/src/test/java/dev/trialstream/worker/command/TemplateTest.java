package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @ParameterizedTest
    @CsvSource({
        "plain,plain",
        "{a},<a>",
        "--x={a.b}!,--x=<a.b>!",
        "{a}{b},<a><b>",
        "{{a}},{a}",
        "{{{a}}},{<a>}",
        "'',''"
    })
    void places_are_filled_and_doubled_braces_are_braces(String text, String filled) {
        assertThat(Template.of(text).filled(name -> Optional.of("<" + name + ">")))
                .isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{}", "{a", "{a-b}", "{1}", "{a b}", "a}"})
    void a_lone_brace_and_what_can_be_no_name_are_refused(String text) {
        assertThatThrownBy(() -> Template.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void a_value_is_not_read_again() {
        assertThat(Template.of("{a}").filled(name -> Optional.of("{b}"))).isEqualTo("{b}");
    }
}
