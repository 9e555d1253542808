package dev.trialstream.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitioningTest {

    @Test
    void a_study_keeps_its_partition_in_every_version() {
        // worked in Python; a history written by one version is read by the next: these must never change
        assertThat(Partitioning.of("digits", 8)).isEqualTo(7);
        assertThat(Partitioning.of("a", 8)).isEqualTo(4);
    }
}
