package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.TestData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {
    @TempDir
    Path folder;

    @Test
    void the_profile_of_digits_is_what_is_known_of_them() {
        DataProfile profile = Profiler.profile(TestData.DIGITS, spec("digit"));

        assertThat(profile.sha256()).isEqualTo(TestData.DIGITS_SHA256);
        assertThat(profile.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(profile.rows()).isEqualTo(1797);
        assertThat(profile.repeated()).isZero();
        assertThat(profile.inputs()).isEqualTo(64);
        assertThat(profile.columns()).hasSize(64).allMatch(column -> column.kind() == Kind.NUMERIC);
        assertThat(profile.classes())
                .containsEntry("0", 178)
                .containsEntry("9", 180)
                .hasSize(10);
        assertThat(profile.train()).isEqualTo(1078);
        assertThat(profile.target()).isNull();
        assertThat(profile.validation()).isEqualTo(360);
        assertThat(profile.test()).isEqualTo(359);
    }

    @Test
    void missing_distinct_and_repeated_values_are_counted() {
        Path file = TestData.write(folder, "n,c,y\n1,u,a\n2,u,a\n3,u,a\n1,u,b\n,u,b\n5,v,b\n6,v,b\n6,v,b\n");

        DataProfile profile = Profiler.profile(file, spec("y"));

        assertThat(profile.columns())
                .containsExactly(
                        new ColumnProfile(
                                "n",
                                Kind.NUMERIC,
                                1,
                                5,
                                profile.columns().get(0).numbers()),
                        new ColumnProfile("c", Kind.CATEGORICAL, 0, 2));
        assertThat(profile.repeated()).isEqualTo(2);
        assertThat(profile.classes()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 3, "b", 5));
    }

    @Test
    void the_range_and_the_skewness_of_a_numeric_column_are_those_of_the_values_it_has() {
        Path file = TestData.write(folder, "n,m,y\n0,1,a\n0,2,b\n,3,a\n0,4,b\n4,5,a\n0,6,a\n0,7,b\n0,8,b\n");

        DataProfile.NumberSummary numbers =
                Profiler.profile(file, spec("y")).columns().get(0).numbers();

        // of 0 six times and 4 once: mean 4/7, variance 4²·6/7², skewness (1 − 2p)/√(p(1 − p)) at p = 1/7
        assertThat(numbers.min()).isZero();
        assertThat(numbers.max()).isEqualTo(4);
        assertThat(numbers.mean()).isCloseTo(4.0 / 7, within(1e-12));
        assertThat(numbers.sd()).isCloseTo(4 * Math.sqrt(6) / 7, within(1e-12));
        assertThat(numbers.skewness()).isCloseTo(5 / Math.sqrt(6), within(1e-12));
    }

    @Test
    void the_profile_of_a_regression_has_the_range_of_its_target_and_no_classes() {
        Path file = TestData.write(folder, "x,y\n1,2\n2,4\n3,4\n4,6\n");

        DataProfile profile = Profiler.profile(file, new DataSpec("any.csv", "y", Task.REGRESSION, Split.standard(1)));

        assertThat(profile.task()).isEqualTo(Task.REGRESSION);
        assertThat(profile.classes()).isEmpty();
        assertThat(profile.target()).isEqualTo(new DataProfile.TargetSummary(2, 6, 4, Math.sqrt(2)));
        assertThat(Json.json().readValue(Json.json().writeValueAsBytes(profile), DataProfile.class))
                .isEqualTo(profile);
    }

    private static DataSpec spec(String target) {
        return new DataSpec("any.csv", target, null, Split.standard(1));
    }
}
