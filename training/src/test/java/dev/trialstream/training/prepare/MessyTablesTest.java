package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataProfile.ColumnProfile;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.CsvRows;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as people have them, twenty of each kind of mess. */
class MessyTablesTest {
    private static final int SEEDS = 20;

    @TempDir
    Path folder;

    static Stream<String> kinds() {
        return Mess.kinds().keySet().stream();
    }

    @Test
    void there_are_at_least_twenty_kinds_of_mess() {
        assertThat(Mess.kinds()).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_messy_table_is_read_right_or_refused_in_one_line_that_says_where_and_what_to_do(String kind)
            throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Mess mess = Mess.kinds().get(kind).of(seed);
            Path file = folder.resolve(seed + ".csv");
            Files.write(file, mess.bytes());
            DataSpec spec = new DataSpec(file.toString(), "y", mess.task(), Split.standard(1))
                    .reading(
                            mess.columns().isEmpty() ? null : mess.columns(),
                            mess.missing().isEmpty() ? null : mess.missing());
            if (mess.expected() instanceof Mess.Refused refused) {
                checkRefused(file, spec, refused);
            } else {
                checkRead(file, spec, (Mess.Reads) mess.expected());
            }
        }
    }

    private static void checkRefused(Path file, DataSpec spec, Mess.Refused expected) {
        String place = file + (expected.line() == 0 ? "" : " line " + expected.line() + ":");
        assertThatThrownBy(() -> Profiler.profile(file, spec))
                .as(file.toString())
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(place)
                .satisfies(bad -> {
                    assertThat(bad.getMessage().lines()).hasSize(1);
                    assertThat(bad.getMessage()).contains(expected.parts());
                });
    }

    private static void checkRead(Path file, DataSpec spec, Mess.Reads expected) {
        Dataset data = (Dataset) Examples.read(file, spec, 0);
        Column column = data.inputs().stream()
                .filter(each -> each.name().equals(expected.column()))
                .findFirst()
                .orElseThrow();

        assertThat(data.rows()).as(file.toString()).isEqualTo(expected.rows());
        assertThat(column.kind()).as(file.toString()).isEqualTo(expected.kind());
        assertThat(IntStream.range(0, data.rows()).filter(row -> !isRight(column, row, expected)))
                .as(file.toString())
                .isEmpty();
        assertThat(String.join("\n", said(Profiler.profile(file, spec))))
                .as(file.toString())
                .contains(expected.said().isEmpty() ? List.of("") : expected.said());
        checkPredictedAlike(file, data);
    }

    private static boolean isRight(Column column, int row, Mess.Reads expected) {
        @Nullable Object value = expected.values().get(row);
        if (value == null || column.isMissing(row)) {
            return value == null && column.isMissing(row);
        }
        return expected.kind() == Kind.NUMERIC
                ? Math.abs(column.number(row) - (double) value) < 1e-9
                : value.equals(column.text(row));
    }

    /** What the start of a study prints. */
    private static List<String> said(DataProfile profile) {
        List<String> lines = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            lines.add(column.name() + " " + column.missing() + " missing " + column.note());
        }
        lines.addAll(profile.notes() == null ? List.of() : profile.notes());
        return lines;
    }

    /** A delivered preparation reads the rows of the file as the training did. */
    private static void checkPredictedAlike(Path file, Dataset data) {
        int[] all = IntStream.range(0, data.rows()).toArray();
        Preparation fitted = Preparation.fit(data, all, Recipe.scaled(Scaling.STANDARD));
        Preparation delivered = Json.json().readValue(Json.json().writeValueAsBytes(fitted), Preparation.class);
        float[] trained = fitted.apply(data, all).features();
        int width = fitted.width();
        try (CsvRows rows = CsvRows.read(file)) {
            for (int row = 0; rows.next(); row++) {
                Map<String, String> texts = new HashMap<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    texts.put(rows.columns().get(i), rows.fields().get(i));
                }
                float[] expected = Arrays.copyOfRange(trained, row * width, (row + 1) * width);
                if (!Arrays.equals(delivered.apply(texts), expected)) {
                    assertThat(delivered.apply(texts)).as(file + " row " + row).containsExactly(expected);
                }
            }
        }
    }
}
