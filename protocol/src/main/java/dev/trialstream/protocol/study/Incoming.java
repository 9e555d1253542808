package dev.trialstream.protocol.study;

import dev.trialstream.protocol.message.Command;

/** What a user may send: a new study, or something that is asked of one under way. */
public sealed interface Incoming {
    /** The id of the study; a request has one once it is read from an inbox. */
    String study();

    /** A study to begin. */
    record NewStudy(String study, StudyRequest request) implements Incoming {}

    /** A command on a study under way. */
    record OnStudy(Command command) implements Incoming {
        @Override
        public String study() {
            return command.study();
        }
    }
}
