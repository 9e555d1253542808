package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.worker.data.BadData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRootsTest {

    @TempDir
    Path folder;

    @Test
    void a_name_is_looked_for_below_each_root_in_turn() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(second.resolve("a.csv"));
        DataRoots roots = new DataRoots(List.of(first, second));
        assertThat(roots.resolve("a.csv")).isEqualTo(second.resolve("a.csv"));
        assertThat(roots.resolve(second.resolve("a.csv").toString())).isEqualTo(second.resolve("a.csv"));
    }

    @Test
    void nothing_outside_the_roots_is_read() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path secret = Files.createFile(folder.resolve("secret.csv"));
        DataRoots roots = new DataRoots(List.of(root));
        for (String name : List.of("../secret.csv", secret.toString(), "missing.csv")) {
            assertThatThrownBy(() -> roots.resolve(name))
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining("no such file in the data folders of this worker");
        }
    }
}
