package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.DataProfile.NumberSummary;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.ImageData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For tables see {@link ProfilerTest}. */
class ColumnProfilesTest {
    @TempDir
    Path folder;

    @Test
    void of_images_each_channel_is_summed_up_over_all_pixels() {
        for (String image : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png")) {
            ImageData.save(
                    folder.resolve("pics").resolve(image),
                    ImageData.coloured(2, 0xFF0005, 0xFF0005, 0xFF0005, 0xFF0409));
        }

        List<ColumnProfile> channels =
                of(new DataSpec(null, "pics", null, null, "class", null, Split.standard(1)), folder.resolve("pics"));

        assertThat(channels).extracting(ColumnProfile::name).containsExactly("red", "green", "blue");
        assertThat(channels).extracting(ColumnProfile::distinct).containsExactly(1, 2, 2);
        assertThat(channels.get(0).numbers()).isEqualTo(new NumberSummary(255, 255, 255, 0, 0));
        // of 0 three times and 4 once: mean 1, variance 3, skewness (1 − 2p)/√(p(1 − p)) at p = 1/4
        NumberSummary green = Objects.requireNonNull(channels.get(1).numbers());
        assertThat(green.max()).isEqualTo(4);
        assertThat(green.mean()).isCloseTo(1, within(1e-12));
        assertThat(green.sd()).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(green.skewness()).isCloseTo(2 / Math.sqrt(3), within(1e-12));
        assertThat(Objects.requireNonNull(channels.get(2).numbers()).mean()).isCloseTo(6, within(1e-12));
    }

    @Test
    void images_of_one_channel_are_grey() {
        ImageData.write(
                folder.resolve("images"),
                ImageData.idx(
                        0x803, 4, new byte[] {0, 50}, new byte[] {100, (byte) 150}, new byte[] {1, 1}, new byte[] {2, 2
                        }));
        ImageData.write(folder.resolve("labels"), ImageData.idxLabels(0x801, 0, 1, 1, 0));
        DataSpec.Idx idx = new DataSpec.Idx("images", folder.resolve("labels").toString());

        List<ColumnProfile> channels =
                of(new DataSpec(null, null, idx, null, "class", null, Split.standard(1)), folder.resolve("images"));

        assertThat(channels).singleElement().satisfies(grey -> {
            assertThat(grey.name()).isEqualTo("grey");
            assertThat(grey.distinct()).isEqualTo(6);
            assertThat(Objects.requireNonNull(grey.numbers()).max()).isEqualTo(150);
        });
    }

    @Test
    void of_series_what_they_measure_is_summed_up_over_all_steps() {
        write("labels.csv", "series,activity\na,walk\nb,run\nc,walk\nd,run\n");
        write("a.csv", "time,x,y\n1,0,5\n2,0,\n");
        write("b.csv", "time,x,y\n1,0,5\n");
        write("c.csv", "time,x,y\n1,0,5\n2,0,5\n3,4,\n");
        write("d.csv", "time,x,y\n1,0,5\n");

        List<ColumnProfile> columns =
                of(new DataSpec(null, null, null, "walks", "activity", null, Split.standard(1)), folder);

        assertThat(columns).extracting(ColumnProfile::name).containsExactly("x", "y");
        assertThat(columns).extracting(ColumnProfile::missing).containsExactly(0, 2);
        assertThat(columns).extracting(ColumnProfile::distinct).containsExactly(2, 1);
        NumberSummary x = Objects.requireNonNull(columns.get(0).numbers());
        assertThat(x.mean()).isCloseTo(4.0 / 7, within(1e-12));
        assertThat(x.skewness()).isCloseTo(5 / Math.sqrt(6), within(1e-12));
        assertThat(columns.get(1).numbers()).isEqualTo(new NumberSummary(5, 5, 5, 0, 0));
    }

    @Test
    void of_what_was_never_measured_there_are_noughts() {
        write("labels.csv", "series,activity\na,walk\nb,run\n");
        write("a.csv", "time,x,y\n1,0,\n");
        write("b.csv", "time,x,y\n1,0,\n");

        ColumnProfile never = of(new DataSpec(null, null, null, "walks", "activity", null, Split.standard(1)), folder)
                .get(1);

        assertThat(never).isEqualTo(new ColumnProfile("y", Kind.NUMERIC, 2, 0, new NumberSummary(0, 0, 0, 0, 0)));
    }

    private static List<ColumnProfile> of(DataSpec spec, Path place) {
        return ColumnProfiles.of(Examples.read(place, spec, 0));
    }

    private void write(String name, String content) {
        ImageData.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
