package dev.trialstream.benchmarks.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    @TempDir
    private Path folder;

    @Test
    void what_the_pages_say_was_measured_is_what_the_runs_say() throws IOException {
        Documents documents = new Documents(Path.of("../docs"), RecordedRuns.of(Path.of("results/methods.csv")));

        for (Path page : documents.all()) {
            assertThat(Files.readString(page))
                    .as("%s, see benchmarks/methods --docs", page)
                    .isEqualTo(documents.of(page));
        }
    }

    @Test
    void every_arm_is_spoken_of() throws IOException {
        List<Sentence> sentences =
                new Documents(Path.of("../docs"), RecordedRuns.of(folder.resolve("runs.csv"))).sentences();

        for (Family family : Families.all()) {
            assertThat(sentences.stream()
                            .filter(sentence -> sentence.family().equals(family))
                            .flatMap(sentence -> sentence.arms().stream()))
                    .as(family.name())
                    .containsAll(family.arms());
        }
    }

    @Test
    void figures_and_what_was_found_are_put_into_words() throws IOException {
        RecordedRuns runs = RecordedRuns.of(folder.resolve("runs.csv"));
        for (int pair = 1; pair <= 6; pair++) {
            double plain = 0.05 + pair / 1000.0;
            for (Arm arm : Families.named("activation").arms()) {
                double test = arm.name().equals("tanh") ? plain + 0.02 + pair % 2 / 1000.0 : plain;
                runs.add(new Run("activation", arm.name(), pair, 0.001, test, test, 20));
            }
        }

        assertThat(Sentence.measured("activation: plain=relu; tanh; elu", runs))
                .isEqualTo("Measured ([figures](methods-measured.md)): Digits, % of the test rows wrong:"
                        + " relu 5.35; tanh +2.05; elu +0.00 (6 pairs). Worse: tanh.");
        assertThat(Sentence.measured("activation: elu|activation: plain; gelu", runs))
                .isEqualTo("Measured ([figures](methods-measured.md)):"
                        + " Digits, % of the test rows wrong: elu 5.35 (6 pairs). No difference found."
                        + " Digits, % of the test rows wrong: plain 5.35; gelu +0.00 (6 pairs). No difference found.");
        assertThatThrownBy(() -> Sentence.measured("activation: relo", runs))
                .hasMessage("family activation has no arm relo");
    }

    /** With fewer than two pairs there is no p; for half a family there is no correction. */
    @Test
    void nothing_is_said_of_what_is_half_measured() throws IOException {
        RecordedRuns runs = RecordedRuns.of(folder.resolve("runs.csv"));
        runs.add(new Run("activation", "plain", 1, 0.001, 0.1, 0.1, 20));
        runs.add(new Run("activation", "tanh", 1, 0.001, 0.2, 0.2, 20));

        assertThat(Sentence.measured("activation: plain; tanh", runs)).endsWith("not measured yet.");
        Family family = Families.named("activation");
        assertThat(new EffectTable(family, runs).row("tanh").orElseThrow().found())
                .isEqualTo(EffectTable.Found.NO_DIFFERENCE);
    }
}
