package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.StoppingSpec;

/** A user's command on a running study, through an inbox or over HTTP: {@code {"study": ID, "command": "pause"}}. */
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

    /** Trials checkpoint and give up their slots; nothing new starts. */
    record Pause(String study) implements Command {}

    /** Continues a paused or dead study. */
    record Resume(String study) implements Command {}

    /** Ends all trials and the study now; results so far stay. */
    record Stop(String study) implements Command {}

    /** Like stop; then the study is removed from the lists and its best is withdrawn. Its history stays. */
    record Delete(String study) implements Command {}

    /** Adds {@code trials} trials, at least 1. */
    record Extend(String study, int trials) implements Command {}

    /** Tries this configuration next. */
    record Enqueue(String study, Parameters parameters) implements Command {}

    /** Uses another stopping rule from now on. */
    record SetStopping(String study, StoppingSpec stopping) implements Command {}

    /** Answers a quarantined study again, after what it tripped over has been mended. */
    record Release(String study) implements Command {}
}
