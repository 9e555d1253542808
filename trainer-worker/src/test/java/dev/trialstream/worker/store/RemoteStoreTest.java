package dev.trialstream.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store behind Amazon's NIO provider, on a stand-in for S3. */
class RemoteStoreTest {
    private static S3StandIn s3;

    private CheckpointStore store;

    @BeforeAll
    static void start() throws IOException {
        s3 = S3StandIn.start();
        System.setProperty("aws.accessKeyId", "stand");
        System.setProperty("aws.secretAccessKey", "in");
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("s3.spi.endpoint-protocol", "http");
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void open() {
        s3.objects().clear();
        store = new CheckpointStore(StoreRoot.of("s3x://" + s3.authority() + "/bucket/prefix"));
    }

    @Test
    void what_is_written_by_one_put_is_read_back_and_deleted() throws IOException {
        String name = CheckpointStore.name("s.1", 1, 3);
        s3.requests().clear();
        store.write(name, new byte[] {1, 2});
        assertThat(s3.requests())
                .filteredOn(request -> !request.startsWith("HEAD"))
                .containsExactly("PUT bucket/prefix/checkpoints/s.1/1/epoch-3.ckpt {}");
        store.write(name, new byte[] {3});
        assertThat(store.read(name)).containsExactly(3);
        assertThat(store.has(name)).isTrue();
        assertThat(s3.objects()).containsOnlyKeys("bucket/prefix/" + name);
        store.delete(name);
        store.delete(name);
        assertThat(s3.objects()).isEmpty();
        assertThatThrownBy(() -> store.read(name)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void what_is_large_comes_back_as_it_was() throws IOException {
        byte[] large = new byte[20_000_000];
        new Random(1).nextBytes(large);
        store.write("checkpoints/s.1/1/epoch-1.ckpt", large);
        assertThat(store.read("checkpoints/s.1/1/epoch-1.ckpt")).isEqualTo(large);
    }

    @Test
    void a_folder_takes_the_place_of_the_one_before() throws IOException {
        store.writeFolder("models/s", folder -> Files.writeString(folder.resolve("a"), "1"));
        assertThatThrownBy(() -> store.writeFolder("models/s", folder -> {
                    Files.writeString(folder.resolve("a"), "2");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(store.read("models/s/a")).containsExactly('1');
        store.writeFolder("models/s", folder -> {
            Files.createDirectory(folder.resolve("sub"));
            Files.writeString(folder.resolve("sub/b"), "3");
        });
        assertThat(store.files("models/s")).containsOnlyKeys("sub/b");
    }

    @Test
    void what_an_attempt_keeps_itself_is_copied_and_the_next_attempt_has_it_on_its_machine() throws IOException {
        String entry;
        try (Staging staging = store.staging()) {
            Path mine = staging.at(CheckpointStore.entriesName("s.1", 1)).resolve("epoch-2");
            Files.createDirectories(mine.resolve("sub"));
            Files.writeString(mine.resolve("sub/weights"), "123");
            Files.writeString(mine.resolve("empty"), "");
            entry = staging.seal(mine);
            Path log = staging.at(CheckpointStore.logName("s.1", 1));
            Files.createDirectories(log.getParent());
            Files.writeString(log, "said");
            staging.publish(CheckpointStore.logName("s.1", 1));
        }
        assertThat(entry).isEqualTo("checkpoints/s.1/1/epoch-2");
        assertThat(store.read("logs/s.1/1.log")).isEqualTo("said".getBytes(StandardCharsets.UTF_8));
        Path scratch;
        try (Staging staging = store.staging()) {
            Path state = staging.fetch(entry);
            scratch = state;
            assertThat(state.resolve("sub/weights")).hasContent("123");
            assertThat(state.resolve("empty")).isEmptyFile();
            staging.delete(entry);
            assertThat(state).doesNotExist();
            assertThatThrownBy(() -> staging.fetch(entry)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(scratch.getParent()).doesNotExist();
        assertThat(s3.objects()).containsOnlyKeys("bucket/prefix/logs/s.1/1.log");
    }

    @Test
    void an_entry_that_is_not_what_was_kept_is_corrupt() throws IOException {
        try (Staging staging = store.staging()) {
            Path mine = staging.at(CheckpointStore.entriesName("s.1", 1)).resolve("epoch-2");
            Files.createDirectories(mine.getParent());
            Files.writeString(mine, "123");
            String entry = staging.seal(mine);
            s3.objects().put("bucket/prefix/" + entry, new byte[] {'1', '2'});
            assertThatThrownBy(() -> staging.fetch(entry))
                    .isInstanceOf(CorruptCheckpoint.class)
                    .hasMessage("checkpoint: is truncated or corrupt: its checksum does not match its 2 bytes");
        }
    }

    @Test
    void a_study_is_cleared_but_for_what_it_keeps() throws IOException {
        for (String name : List.of(
                "checkpoints/s.1/1/epoch-1.ckpt",
                "checkpoints/s.2/1/epoch-1.ckpt",
                "checkpoints/s.2/1/epoch-4/weights",
                "checksums/s.2/1/epoch-4",
                "checkpoints/s-2.1/1/epoch-1.ckpt",
                "logs/s.1/1.log",
                "models/s/model.zip")) {
            store.write(name, new byte[] {1});
        }
        store.clear("s", List.of("s.1"), false);
        assertThat(store.list("checkpoints")).containsExactlyInAnyOrder("s.1", "s-2.1");
        assertThat(store.list("checksums")).isEmpty();
        store.clear("s", List.of(), true);
        assertThat(s3.objects()).containsOnlyKeys("bucket/prefix/checkpoints/s-2.1/1/epoch-1.ckpt");
    }
}
