package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.Study;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked of a study and is to be refused.
 *
 * @param submission id of the request
 * @param origin record of an inbox that it came in as; null where it came over HTTP
 */
public record Complaint(String submission, @Nullable Origin origin, Grounds grounds) {
    /** Why it is refused. The words are for who answers to find. */
    public sealed interface Grounds {}

    /** A study of this name exists, in this state. */
    public record NameTaken(StudyState state) implements Grounds {}

    /** There is no study of this name. */
    public record NoSuchStudy() implements Grounds {}

    /** The search is over, so that nothing new is tried. */
    public record SearchOver() implements Grounds {}

    /** The request itself is wrong. */
    public record Invalid(Study.Objection objection) implements Grounds {}
}
