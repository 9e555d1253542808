package dev.trialstream.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRootTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_is_said_by_its_path_or_by_its_uri() {
        assertThat(StoreRoot.of(folder.toString())).isEqualTo(folder);
        assertThat(StoreRoot.of("some/folder")).isEqualTo(Path.of("some/folder"));
        assertThat(StoreRoot.of(folder.toUri().toString())).isEqualTo(folder);
        assertThat(StoreRoot.of("file://" + folder)).isEqualTo(folder);
    }

    @Test
    void a_store_of_any_provider_is_opened() throws Exception {
        Path archive = folder.resolve("store.zip");
        try (var made = java.nio.file.FileSystems.newFileSystem(archive, java.util.Map.of("create", "true"))) {
            Files.createDirectory(made.getPath("/checkpoints"));
        }
        CheckpointStore store = new CheckpointStore(StoreRoot.of("jar:" + archive.toUri() + "!/"));
        store.write("checkpoints/s.1/1/epoch-1.ckpt", new byte[] {1});
        store.write("checkpoints/s.1/1/epoch-1.ckpt", new byte[] {2});
        store.write("checkpoints/s.2/1/epoch-1.ckpt", new byte[] {3});
        assertThat(store.read("checkpoints/s.1/1/epoch-1.ckpt")).containsExactly(2);
        store.clear("s", java.util.List.of("s.2"), false);
        assertThat(store.list("checkpoints")).containsExactly("s.2");
    }

    @Test
    void a_scheme_that_no_provider_serves_is_named_with_what_to_do() {
        assertThatThrownBy(() -> StoreRoot.of("gs://bucket/prefix"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "gs://bucket/prefix: no file system provider for gs: is installed, only for file:, ")
                .hasMessageContaining("put the jars of one on TRIALSTREAM_CLASSPATH");
        assertThatThrownBy(() -> StoreRoot.of("s3://buc ket"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("s3://buc ket: neither a folder nor a URI");
    }
}
