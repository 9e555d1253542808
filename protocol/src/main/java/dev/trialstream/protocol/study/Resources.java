package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.study.key.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slot requirements of a trial.
 *
 * @param device class of device, by which it is routed: {@code cpu} or {@code gpu}
 * @param memoryMib memory in MiB that the slot must have (of its GPU, or its share of the machine); null for any
 */
public record Resources(String device, @Nullable Integer memoryMib) {
    static final List<Key<?>> KEYS = List.of(
            Key.choice("device", TopicLayout.DEVICES)
                    .otherwise(TopicLayout.CPU)
                    .help("Class of device, by which it is routed to the workers that have one."),
            Key.whole("memory_mib", 1, 100_000_000)
                    .help("Memory in MiB that the slot has to have: of its GPU, or its share of the machine."));

    public static final Resources STANDARD = new Resources(TopicLayout.CPU, null);

    /** Whether a slot with this memory fits. A slot of unknown memory fits only if no memory is required. */
    public boolean fit(@Nullable Integer slotMib) {
        return memoryMib == null || (slotMib != null && slotMib >= memoryMib);
    }

    /** In words, such as {@code gpu with 16000 MiB}. */
    public String describe() {
        return memoryMib == null ? device : device + " with " + memoryMib + " MiB";
    }

    @JsonIgnore
    public boolean isStandard() {
        return equals(STANDARD);
    }
}
