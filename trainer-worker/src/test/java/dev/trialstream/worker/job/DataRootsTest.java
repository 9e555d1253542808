package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.training.data.BadData;
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
        Files.createSymbolicLink(root.resolve("link.csv"), secret);
        Files.createSymbolicLink(root.resolve("up"), folder);
        for (String name :
                List.of("../secret.csv", secret.toString(), "missing.csv", "link.csv", "up/secret.csv", "a\0b.csv")) {
            assertThatThrownBy(() -> roots.resolve(name))
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining("no such file in the data folders of this worker")
                    .hasMessageNotContaining(root.toString() + "]");
        }
    }

    @Test
    void a_root_may_be_a_link_itself_and_links_within_it_are_followed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createFile(real.resolve("a.csv"));
        Files.createSymbolicLink(real.resolve("b.csv"), Path.of("a.csv"));
        Path root = Files.createSymbolicLink(folder.resolve("root"), real);
        DataRoots roots = new DataRoots(List.of(root));
        assertThat(roots.resolve("a.csv")).isEqualTo(root.resolve("a.csv"));
        assertThat(roots.resolve("b.csv")).isEqualTo(root.resolve("b.csv"));
    }
}
