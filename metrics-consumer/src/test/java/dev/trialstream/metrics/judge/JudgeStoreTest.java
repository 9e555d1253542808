package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.StudyState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeStoreTest {
    @TempDir
    Path directory;

    private JudgeDriver driver;

    @BeforeEach
    void open() {
        driver = new JudgeDriver(directory);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void a_study_that_has_ended_takes_a_fraction_and_reads_as_before() {
        JudgeStore store = new JudgeStore(driver.store());
        store.put(
                "s-1", new JudgeStateRecord.Accepted(Studies.study("s-1", new Asha(1, 3).spec(), 9), Policies.VERSION));
        store.put(
                "s-2", new JudgeStateRecord.Accepted(Studies.study("s-2", new Asha(1, 3).spec(), 9), Policies.VERSION));
        IntStream.rangeClosed(1, 300).forEach(epoch -> store.put("s-1", epoch(epoch)));
        List<JudgeStateRecord> before = store.of("s-1");
        long bytes = bytesOf("s-1/");

        JudgeStateRecord.Ended ended =
                new JudgeStateRecord.Ended(StudyState.COMPLETED, "every trial has ended", Instant.EPOCH);
        store.put("s-1", ended);

        assertThat(store.of("s-1")).hasSize(302).containsAll(before).contains(ended);
        assertThat(store.of("s-1").get(0)).isInstanceOf(JudgeStateRecord.Accepted.class);
        assertThat(bytesOf("s-1/")).isLessThan(bytes / 4);
        assertThat(store.knows("s-1")).isTrue();
        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-1", "s-2");
        assertThat(new JudgeViews(driver.store())
                        .study("s-1")
                        .orElseThrow()
                        .summary()
                        .state())
                .isEqualTo("completed");
    }

    @Test
    void of_the_studies_that_have_ended_the_first_are_forgotten_where_there_are_too_many() {
        JudgeStore store = new JudgeStore(driver.store(), 3, Long.MAX_VALUE);
        IntStream.rangeClosed(1, 5).forEach(number -> end(store, number, 1));

        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-3", "s-4", "s-5");
        assertThat(driver.keys()).noneMatch(key -> key.endsWith("s-1") || key.startsWith("s-1/"));
    }

    @Test
    void likewise_where_they_take_too_much_but_for_the_last() {
        JudgeStore store = new JudgeStore(driver.store(), 100, 20_000);
        end(store, 1, 10);
        end(store, 2, 10);
        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-1", "s-2");

        end(store, 3, 2000);
        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-3");
        end(store, 4, 10);
        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-4");
    }

    @Test
    void of_a_study_that_is_deleted_nothing_is_left_that_counts() {
        JudgeStore store = new JudgeStore(driver.store(), 100, 20_000);
        end(store, 1, 10);
        end(store, 2, 500);
        assertThat(driver.store().get("s-2/packed/0000000000")).hasSizeGreaterThan(10_000);
        store.remove("s-2");
        end(store, 3, 500);

        assertThat(driver.keys()).noneMatch(key -> key.contains("s-2"));
        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("s-1", "s-3");
    }

    @Test
    void a_study_may_be_called_as_a_path_is() {
        JudgeStore store = new JudgeStore(driver.store());
        store.put(
                "ended",
                new JudgeStateRecord.Accepted(Studies.study("ended", new Asha(1, 3).spec(), 9), Policies.VERSION));
        store.put("ended", new JudgeStateRecord.Ended(StudyState.COMPLETED, "done", Instant.EPOCH));

        assertThat(new JudgeViews(driver.store()).studies()).containsExactly("ended");
    }

    /** The reader sees the study before its end, or all of it, whatever has been written. */
    @Test
    void who_reads_while_a_study_ends_finds_all_of_it() {
        WatchedStore watched = new WatchedStore(driver.store());
        JudgeStore store = new JudgeStore(watched.store());
        store.put(
                "s-1", new JudgeStateRecord.Accepted(Studies.study("s-1", new Asha(1, 3).spec(), 9), Policies.VERSION));
        IntStream.rangeClosed(1, 20).forEach(epoch -> store.put("s-1", epoch(epoch)));
        List<Integer> sizes = new ArrayList<>();
        watched.afterEachChange(() -> {
            sizes.add(JudgeStore.of(driver.store(), "s-1").size());
            assertThat(JudgeStore.studies(driver.store())).containsExactly("s-1");
        });

        store.put("s-1", new JudgeStateRecord.Ended(StudyState.COMPLETED, "done", Instant.EPOCH));

        assertThat(sizes).hasSize(24).containsOnly(21, 22).startsWith(21).endsWith(22);
    }

    @Test
    void what_is_packed_comes_in_parts_that_fit_a_record() {
        Random random = new Random(1);
        List<byte[]> entries = IntStream.range(0, 3000)
                .mapToObj(i -> {
                    byte[] incompressible = new byte[600];
                    random.nextBytes(incompressible);
                    return Base64.getEncoder().encode(incompressible);
                })
                .toList();

        List<byte[]> parts = Packed.parts(entries);

        assertThat(parts)
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(part.length).isLessThan(1_000_000));
        assertThat(parts.stream().flatMap(part -> Packed.entries(part).stream()))
                .containsExactlyElementsOf(entries);
    }

    private static void end(JudgeStore store, int number, int epochs) {
        String study = "s-" + number;
        store.put(
                study, new JudgeStateRecord.Accepted(Studies.study(study, new Asha(1, 3).spec(), 9), Policies.VERSION));
        IntStream.rangeClosed(1, epochs).forEach(epoch -> store.put(study, epoch(epoch)));
        store.put(study, new JudgeStateRecord.Ended(StudyState.COMPLETED, "done", Instant.EPOCH.plusSeconds(number)));
    }

    private static JudgeStateRecord.Epoch epoch(int epoch) {
        double error = new Random(epoch).nextDouble();
        return new JudgeStateRecord.Epoch(
                1,
                new EpochPoint(
                        epoch, Map.of("validation_error", error, "training_loss", error / 3), "s/epoch-" + epoch));
    }

    private long bytesOf(String prefix) {
        return driver.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .mapToLong(key -> key.length() + driver.store().get(key).length)
                .sum();
    }
}
