package dev.trialstream.training.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.ImageData;
import dev.trialstream.training.network.Delivery;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.Recipe;
import dev.trialstream.training.prepare.Scaling;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesPredictionTest {
    @TempDir
    Path folder;

    @Test
    void numbers_stand_column_after_column_over_the_steps_and_shorter_series_end_in_zeros() {
        write("labels.csv", "series,y,part\na,1,p\nb,2,p\nc,3,p\nd,4,p\n");
        write("a.csv", "time,u,v\n1,1,10\n2,2,\n3,3,30\n");
        write("b.csv", "time,u,v\n1,4,40\n");
        write("c.csv", "time,u,v\n1,5,50\n2,6,60\n3,7,70\n4,8,80\n");
        write("d.csv", "time,u,v\n1,9,90\n");
        ImageData.write(
                folder.resolve("rows"),
                "row,part\n0,train\n1,train\n2,validation\n3,test\n".getBytes(StandardCharsets.UTF_8));
        Split split = new Split(
                0.6, 0.2, 0.2, 1, null, null, null, folder.resolve("rows").toString());
        DataSpec spec = new DataSpec(null, null, null, folder.toString(), "y", Task.REGRESSION, split);

        PreparedData data =
                PreparedData.of(Examples.read(folder, spec, 0), split, RowUse.AS_SPLIT, Recipe.scaled(Scaling.NONE));

        assertThat(data.shape()).isEqualTo(new InputShape.Series(3, 3));
        // u, then v with the median of 10, 30 and 40 for what is missing, then whether it was
        assertThat(row(data.train(), 0)).containsExactly(1, 2, 3, 10, 30, 30, 0, 1, 0);
        assertThat(row(data.train(), 1)).containsExactly(4, 0, 0, 40, 0, 0, 0, 0, 0);
        assertThat(row(data.validation(), 0)).containsExactly(6, 7, 8, 60, 70, 80, 0, 0, 0);
        assertThat(data.train().lengths()).containsExactly(3, 1);
        assertThat(data.validation().lengths()).containsExactly(3);
        byte[] json = Json.json().writeValueAsBytes(data.preparation());
        assertThat(Json.json().readValue(json, Preparation.class)).isEqualTo(data.preparation());
    }

    @Test
    void a_network_of_series_is_delivered_and_predicts_a_folder_by_name() throws Exception {
        Random random = new Random(2);
        StringBuilder labels = new StringBuilder("series,way,person\n");
        for (int i = 0; i < 60; i++) {
            boolean up = i % 2 == 0;
            StringBuilder series = new StringBuilder("time,height\n");
            for (int step = 0; step < 5 + i % 4; step++) {
                series.append(step)
                        .append(',')
                        .append((up ? step : -step) + random.nextGaussian() / 4)
                        .append('\n');
            }
            write("s" + i + ".csv", series.toString());
            labels.append("s")
                    .append(i)
                    .append(up ? ",up,p" : ",down,p")
                    .append(i / 4)
                    .append('\n');
        }
        write("labels.csv", labels.toString());
        Split split = new Split(0.6, 0.2, 0.2, 1, null, "person", null, null);
        DataSpec spec = new DataSpec(null, null, null, folder.toString(), "way", Task.CLASSIFICATION, split);
        Path model = Files.createDirectory(folder.resolve("model"));

        Map<String, Double> delivered = Delivery.of(
                spec, folder, RowUse.AS_SPLIT, new Parameters(Map.of("units", 8, "learning_rate", 0.03)), 15, model);

        assertThat(delivered.get("test_error")).isLessThan(0.2);
        StringWriter out = new StringWriter();
        try (Predictor predictor = Predictor.load(model)) {
            predictor.predict(folder, out);
        }
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(61);
        assertThat(lines.get(0)).isEqualTo("series,way,probability_down,probability_up");
        assertThat(lines.get(1)).startsWith("s0.csv,up,");
    }

    private static float[] row(PreparedRows rows, int row) {
        return java.util.Arrays.copyOfRange(rows.features(), row * rows.inputs(), (row + 1) * rows.inputs());
    }

    private void write(String name, String content) {
        ImageData.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
