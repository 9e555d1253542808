package dev.trialstream.cli.families;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The check of {@link ClosedFamiliesTest} on a family one of whose handlers forgets a kind. */
class ClosedFamilyTest {
    private static final ClosedFamily SIGNALS = new ClosedFamily(Signal.class);
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev.trialstream.cli.families");

    @Test
    void the_kinds_are_those_below_every_sealed_interface() {
        assertThat(SIGNALS.kinds()).containsExactlyInAnyOrder("Green", "Amber", "Red", "OutOfOrder");
    }

    @Test
    void a_class_names_the_kinds_that_it_tests_for_and_those_in_its_switches() {
        Map<String, Set<String>> named = SIGNALS.namedBy(CLASSES);
        assertThat(named.get(Forgetful.class.getName())).containsExactlyInAnyOrder("Green", "Red", "OutOfOrder");
        assertThat(named.get(Switching.class.getName())).isEqualTo(SIGNALS.kinds());
    }

    @Test
    void a_handler_that_forgets_a_kind_is_found() {
        assertThat(table("").complaints(SIGNALS, CLASSES))
                .containsExactly("cli.families.Forgetful does not name Amber");
    }

    @Test
    void an_ignored_kind_is_listed_and_not_named() {
        assertThat(table("Amber").complaints(SIGNALS, CLASSES)).isEmpty();
        assertThat(table("Amber Red Blue").complaints(SIGNALS, CLASSES))
                .containsExactly(
                        "cli.families.Forgetful names Red, which is listed as ignored",
                        "cli.families.Forgetful ignores Blue, which is no kind");
    }

    @Test
    void a_class_that_names_kinds_is_listed() {
        assertThat(new HandlerTable().handler("cli.families.Switching").complaints(SIGNALS, CLASSES))
                .containsExactly("cli.families.Forgetful names [Green, OutOfOrder, Red] and is not listed");
        assertThat(new HandlerTable()
                        .handler("cli.families.Switching")
                        .looksFor("cli.families.Forgetful", "Green Red")
                        .complaints(SIGNALS, CLASSES))
                .containsExactly("cli.families.Forgetful looks for [Green, OutOfOrder, Red], listed are [Green, Red]");
    }

    private static HandlerTable table(String ignored) {
        return new HandlerTable().handler("cli.families.Switching").handler("cli.families.Forgetful", ignored);
    }
}
