package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.PolicyReader;
import dev.trialstream.protocol.study.StudyReader;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.prepare.Profiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of {@code examples/} matches its README. */
class ExamplesTest {
    @TempDir
    Path folder;

    @Test
    void the_generator_makes_the_same_bytes_again_and_others_with_another_seed() throws Exception {
        assertThat(generated(1, 1500)).isEqualTo(Files.readAllBytes(TestData.HEAT));
        assertThat(generated(2, 1500)).isNotEqualTo(Files.readAllBytes(TestData.HEAT));
    }

    @Test
    void heat_is_found_out_to_be_a_regression_with_missing_values_and_a_category() throws IOException {
        StudyRequest study =
                new StudyReader(PolicyReader.LENIENT).yaml(Files.readString(TestData.HEAT.resolveSibling("heat.yaml")));
        assertThat(study.data().task()).isEqualTo(Task.REGRESSION);

        DataProfile profile = Profiler.profile(TestData.HEAT, study.data().withTask(null));

        assertThat(profile.task()).isEqualTo(Task.REGRESSION);
        assertThat(profile.rows()).isEqualTo(1500);
        assertThat(profile.columns())
                .filteredOn(column -> column.kind() == DataProfile.Kind.CATEGORICAL)
                .extracting(DataProfile.ColumnProfile::name)
                .containsExactly("wall");
        assertThat(profile.columns()).filteredOn(column -> column.missing() > 0).hasSize(3);
    }

    private byte[] generated(int seed, int rows) throws IOException, InterruptedException {
        Path csv = folder.resolve("generated.csv");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        TestData.HEAT.resolveSibling("HeatDemand.java").toString(),
                        String.valueOf(seed),
                        String.valueOf(rows))
                .redirectOutput(csv.toFile())
                .redirectError(new File(folder.toFile(), "err"))
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readAllBytes(csv);
    }
}
