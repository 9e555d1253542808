package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A position in a partition that must outlive consumer groups, which forget theirs after some days without a member.
 *
 * @param offset of the first record that is not behind it
 */
public record Position(Kind kind, String topic, int partition, long offset, Instant time) {
    /** What a position is of. */
    public enum Kind {
        /** Hooks have been told of everything before it. */
        @JsonProperty("hooks")
        HOOKS,
        /** Everything before it was deleted on purpose. */
        @JsonProperty("trimmed")
        TRIMMED
    }

    /** Key of the message; a later one with the same key replaces it. */
    public String key() {
        return (kind == Kind.HOOKS ? "hooks" : "trimmed") + "/" + topic + "/" + partition;
    }
}
