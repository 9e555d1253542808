package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;

/** What a user asks of a study under way, through an inbox or over HTTP: {@code {"study": ID, "command": "pause"}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Command.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Command.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Command.Delete.class, name = "delete"),
    @JsonSubTypes.Type(value = Command.Extend.class, name = "extend"),
    @JsonSubTypes.Type(value = Command.Enqueue.class, name = "enqueue"),
    @JsonSubTypes.Type(value = Command.SetStopping.class, name = "set_stopping"),
    @JsonSubTypes.Type(value = Command.Release.class, name = "release")
})
public sealed interface Command {
    String study();

    /** Trials checkpoint and give up their slots; nothing new begins. */
    record Pause(String study) implements Command {}

    /** Goes on where it was. */
    record Resume(String study) implements Command {}

    /** Trials end now, and with them the study; what it has found so far stays. */
    record Stop(String study) implements Command {}

    /** As stop, and then the study is taken off the lists and its best is withdrawn; its history stays. */
    record Delete(String study) implements Command {}

    /** {@code trials} more, at least 1. */
    record Extend(String study, int trials) implements Command {}

    /** Tries this configuration next. */
    record Enqueue(String study, Parameters parameters) implements Command {}

    /** Judges by another rule from now on. */
    record SetStopping(String study, StoppingSpec stopping) implements Command {}

    /** Answers a quarantined study again, after what it tripped over has been mended. */
    record Release(String study) implements Command {}
}
