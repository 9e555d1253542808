package dev.trialstream.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {

    @TempDir
    Path root;

    @Test
    void what_is_written_is_read_back_and_nothing_lies_beside_it() throws IOException {
        CheckpointStore store = new CheckpointStore(root);
        String name = CheckpointStore.name("s.1", 1, 3);
        store.write(name, new byte[] {1, 2});
        store.write(name, new byte[] {3});
        assertThat(store.read(name)).containsExactly(3);
        assertThat(files()).containsExactly("checkpoints/s.1/1/epoch-3.ckpt");
        store.delete(name);
        store.delete(name);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "/etc/passwd", "a/../../up", "", "."})
    void a_name_that_leads_out_of_the_store_is_refused(String name) {
        assertThatThrownBy(() -> new CheckpointStore(root.resolve("store")).write(name, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leads out of the store");
    }

    @Test
    void a_folder_is_there_whole_or_not_at_all() throws IOException {
        CheckpointStore store = new CheckpointStore(root);
        store.writeFolder("models/s", folder -> Files.writeString(folder.resolve("a"), "1"));
        assertThatThrownBy(() -> store.writeFolder("models/s", folder -> {
                    Files.writeString(folder.resolve("a"), "2");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(files()).containsExactly("models/s/a");
        assertThat(Files.readString(root.resolve("models/s/a"))).isEqualTo("1");

        store.writeFolder("models/s", folder -> Files.writeString(folder.resolve("b"), "3"));
        assertThat(files()).containsExactly("models/s/b");
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
