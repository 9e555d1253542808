package dev.trialstream.benchmarks.methods;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmComparisonTest {
    private static final Arm PLAIN = Arm.mlp("plain", "units", 4);
    private static final Arm OTHER = Arm.mlp("other, wider", "units", 8);
    private static final Arm BORROWING = Arm.mlp("borrowing", "units", 4).untuned();

    @TempDir
    private Path folder;

    private RecordedRuns runs;

    @BeforeEach
    void begin() throws IOException {
        runs = RecordedRuns.of(folder.resolve("results/runs.csv"));
    }

    private static Family family(int leastPairs, Arm... arms) {
        return new Family("family", "A family", "Here", Form.DIGITS, 1, leastPairs, List.of(arms));
    }

    /** Test errors of both arms, pair by pair. */
    private void given(Family family, double[] plain, double[] other) throws IOException {
        for (int i = 0; i < plain.length; i++) {
            runs.add(new Run(family.name(), "plain", i + 1, 0.001, plain[i], plain[i], 1));
            runs.add(new Run(family.name(), "other, wider", i + 1, 0.001, other[i], other[i], 1));
        }
    }

    @Test
    void what_is_made_is_written_and_what_is_written_is_not_made_again() throws Exception {
        Family family = family(6, PLAIN, OTHER, BORROWING);
        try (ArmComparison comparison = new ArmComparison(runs, new Forms(Path.of("../examples"), folder), 1)) {
            comparison.make(family);
            String written = Files.readString(folder.resolve("results/runs.csv"));
            assertThat(written.lines()).hasSize(4);
            Run plain = runs.find(family, "plain", 1).orElseThrow();
            assertThat(runs.find(family, "borrowing", 1).orElseThrow().rate()).isEqualTo(plain.rate());
            assertThat(runs.find(family, "other, wider", 1).orElseThrow().test())
                    .isBetween(0.01, 0.9);

            comparison.make(family);
            assertThat(folder.resolve("results/runs.csv")).hasContent(written);
        }
        assertThat(RecordedRuns.of(folder.resolve("results/runs.csv")).of(family, "plain"))
                .containsExactlyElementsOf(runs.of(family, "plain"));
    }

    /** The minimum of five errors is biased downwards, so the choice between methods uses a new measurement. */
    @Test
    void a_rate_that_cross_validation_has_chosen_is_confirmed_and_what_is_not_confirmed_yet_is_not_made_again()
            throws Exception {
        Family family = new Family("folds", "A family", "Here", Form.LONG_TAIL_FOLDS, 1, 6, List.of(PLAIN, OTHER));
        Run made = new Run("folds", "plain", 1, 0.01, 0.25, 0.5, 1);
        runs.add(made);
        try (ArmComparison comparison = new ArmComparison(runs, new Forms(Path.of("../examples"), folder), 1)) {
            comparison.make(family);
        }
        RecordedRuns read = RecordedRuns.of(folder.resolve("results/runs.csv"));
        Run plain = read.find(family, "plain", 1).orElseThrow();
        assertThat(plain).isEqualTo(made.confirmed(plain.confirmed()));
        assertThat(plain.confirmed()).isBetween(0.1, 0.95);
        assertThat(read.find(family, "other, wider", 1).orElseThrow().confirmed())
                .isNotNaN();
        assertThat(read.of(family, "plain")).hasSize(1);
        assertThat(read.confirmed(family)).isTrue();
    }

    /** The favourable end of an arm's interval: an improvement of 0.02, a tenth of 0.2, justifies further pairs. */
    @Test
    void an_arm_is_decided_by_the_first_look_after_which_it_cannot_matter() throws IOException {
        Family family = family(6, PLAIN, OTHER);
        given(family, new double[] {0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, new double[] {0.19, 0.19, 0.19, 0.19, 0.19, 0.19});

        assertThat(Looks.decided(family, OTHER, runs, 6)).isFalse();
        assertThat(Looks.decided(family, OTHER, runs, 7)).isTrue();
        assertThat(Looks.decided(family(20, PLAIN, OTHER), OTHER, runs, 7)).isFalse();
    }

    @Test
    void an_arm_that_may_yet_matter_goes_on() throws IOException {
        Family family = family(6, PLAIN, OTHER);
        given(family, new double[] {0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, new double[] {0.17, 0.21, 0.19, 0.2, 0.16, 0.2});

        assertThat(Looks.decided(family, OTHER, runs, 7)).isFalse();
        assertThat(Looks.until(1)).isEqualTo(6);
        assertThat(Looks.until(7)).isEqualTo(10);
        assertThat(Looks.until(11)).isEqualTo(14);
        assertThat(Looks.until(15)).isEqualTo(20);
    }

    @Test
    void the_page_shows_every_arm_with_its_verdict() throws IOException {
        Family family = family(6, PLAIN, OTHER);
        given(family, new double[] {0.2, 0.21, 0.2, 0.19, 0.2, 0.2}, new double[] {0.1, 0.11, 0.1, 0.1, 0.09, 0.1});

        assertThat(page(family))
                .contains("| plain | 20.00 % | 20.00 % |  |  |  | 6 | 1 |  |")
                .contains("| other, wider | 10.00 % | 10.00 % | -10.00 | ")
                .contains(" | 6 | 1 | **better** |");
    }

    @Test
    void nothing_is_said_of_fewer_pairs_than_six() throws IOException {
        Family family = family(6, PLAIN, OTHER);
        given(family, new double[] {0.2, 0.2}, new double[] {0.1, 0.1});

        assertThat(page(family)).isEmpty();
    }

    private String page(Family family) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Page(runs, new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(List.of(family));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
