package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code trialstream pool} with real processes: from nothing to as many as are wanted, and back. */
@Tag("slow")
class PoolTest {
    private static final int TRIALS = 16;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void a_pool_grows_from_nothing_for_a_study_and_goes_back_to_nothing_after_it() throws Exception {
        try (Installation installation = Installation.in(folder)) {
            Service pool = installation
                    .training(
                            "pool",
                            "--max",
                            "3",
                            "--quiet",
                            "5s",
                            "--log-dir",
                            folder.resolve("logs").toString())
                    .ready();
            installation.submit("""
                    study: pooled
                    data: {csv: digits.csv, target: digit}
                    search: {algorithm: random}
                    stopping: {rule: none}
                    promotion: {confirm: none}
                    budget: {trials: %d, epochs: 12, parallel: 3}
                    """.formatted(TRIALS));
            Instant submitted = Instant.now();
            try (Observer observer = new Observer(installation.bootstrapServers(), "pooled")) {
                observer.await("the end", Duration.ofMinutes(4), event -> event.fact() instanceof Fact.Ended);
                Audit.everythingHappenedOnce(observer, TRIALS);
                Duration idle = longestIdle(observer);
                System.out.println("pool: first claim after "
                        + Duration.between(submitted, firstClaim(observer)).toMillis()
                        + " ms, longest idle slot while work waited " + idle.toMillis() + " ms (promised 2000)");
                assertThat(idle).isLessThan(Duration.ofSeconds(2));
            }
            Awaitility.await("the pool is empty again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> pool.err().contains("-> 0 ("));
            assertThat(pool.err()).contains("-> 3 (");
            pool.terminate();
            assertThat(pool.awaitEnd(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    private static Instant firstClaim(Observer observer) {
        return observer.events().stream()
                .filter(event -> event.fact() instanceof Fact.Claimed)
                .findFirst()
                .orElseThrow()
                .time();
    }

    /** The longest time from the end of a worker's job to its next claim, over workers that got another job. */
    private static Duration longestIdle(Observer observer) {
        Map<String, Instant> idleSince = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (HistoryEvent event : observer.events()) {
            if (event.fact() instanceof Fact.Completed completed) {
                idleSince.put(completed.worker(), event.time());
            } else if (event.fact() instanceof Fact.Claimed claimed) {
                Instant since = idleSince.remove(claimed.worker());
                Duration idle = since == null ? Duration.ZERO : Duration.between(since, event.time());
                longest = idle.compareTo(longest) > 0 ? idle : longest;
            }
        }
        return longest;
    }
}
