package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user asks of a study under way, through the inbox of studies: {@code {"study": ID, "command": "pause"}}. */
public record Command(String study, Kind command) {
    /** What is asked. */
    public enum Kind {
        /** Trials checkpoint and give up their slots; nothing new begins. */
        @JsonProperty("pause")
        PAUSE,
        /** Goes on where it was. */
        @JsonProperty("resume")
        RESUME
    }
}
