package dev.trialstream.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSmiTest {
    private static final Gpu FIRST = new Gpu("GPU-aaaa-1", "NVIDIA H100 80GB HBM3", 81559);
    private static final Gpu SECOND = new Gpu("GPU-bbbb-2", "Tesla T4", 15360);

    @TempDir
    Path folder;

    @Test
    void gpus_are_read_as_the_tool_lists_them_and_other_lines_are_left_aside() {
        assertThat(NvidiaSmi.parse("""
                        GPU-aaaa-1, NVIDIA H100 80GB HBM3, 81559
                        GPU-bbbb-2, Tesla T4, 15360
                        GPU-cccc-3, GRID, [N/A]
                        """)).containsExactly(FIRST, SECOND);
    }

    @Test
    void a_tool_that_is_not_there_or_fails_finds_none() throws Exception {
        assertThat(NvidiaSmi.gpus(List.of(folder.resolve("none").toString()))).isEmpty();
        assertThat(NvidiaSmi.gpus(List.of("sh", "-c", "echo 'GPU-aaaa-1, x, 5'; exit 9")))
                .isEmpty();
        Path list = Files.writeString(folder.resolve("list"), "GPU-bbbb-2, Tesla T4, 15360\n");
        assertThat(NvidiaSmi.gpus(List.of("cat", list.toString()))).containsExactly(SECOND);
    }

    @Test
    void of_several_gpus_those_are_used_that_cuda_may_see() {
        List<Gpu> both = List.of(FIRST, SECOND);
        assertThat(NvidiaSmi.visible(both, null)).isEqualTo(both);
        assertThat(NvidiaSmi.visible(both, "1")).containsExactly(SECOND);
        assertThat(NvidiaSmi.visible(both, "GPU-bbbb,0")).containsExactly(SECOND, FIRST);
        assertThat(NvidiaSmi.visible(both, "")).isEmpty();
        assertThat(NvidiaSmi.visible(both, "0,-1,1"))
                .as("what cannot be ends the list")
                .containsExactly(FIRST);
    }

    @Test
    void each_slot_has_a_gpu_of_its_own_or_shares_one_and_its_memory() {
        Devices one = Devices.gpus(List.of(FIRST, SECOND), 2);
        assertThat(one.device()).isEqualTo("gpu");
        assertThat(one.memoryMib()).isEqualTo(15360);
        assertThat(one.environment(0)).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "GPU-aaaa-1"));
        assertThat(one.environment(1)).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "GPU-bbbb-2"));
        Devices shared = Devices.gpus(List.of(SECOND), 3);
        assertThat(shared.memoryMib()).isEqualTo(5120);
        assertThat(shared.environment(2)).isEqualTo(one.environment(1));
        assertThat(Devices.cpus(2).environment(0)).isEmpty();
        assertThat(Devices.cpus(2).memoryMib()).isPositive();
    }
}
