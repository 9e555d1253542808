package dev.trialstream.protocol.study;

import dev.trialstream.protocol.message.Command;

/** A user's message: a new study, or a command on a running one. */
public sealed interface Incoming {
    /** The id of the study; a request has one after it is read from an inbox. */
    String study();

    /** A study to begin. */
    record NewStudy(String study, StudyRequest request) implements Incoming {}

    /** A command on a running study. */
    record OnStudy(Command command) implements Incoming {
        @Override
        public String study() {
            return command.study();
        }
    }
}
