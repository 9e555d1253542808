package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Origin;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.Study;
import org.jspecify.annotations.Nullable;

/**
 * A request that must be refused.
 *
 * @param submission id of the request
 * @param origin its inbox record; null if it came over HTTP
 */
public record Complaint(String submission, @Nullable Origin origin, Grounds grounds) {
    /** Why it is refused. The answering service chooses the words. */
    public sealed interface Grounds {}

    /** A study of this name exists, in this state. */
    public record NameTaken(StudyState state) implements Grounds {}

    /** There is no study of this name. */
    public record NoSuchStudy() implements Grounds {}

    /** The search is over and takes no new trials. */
    public record SearchOver() implements Grounds {}

    /** The request itself is wrong. */
    public record Invalid(Study.Objection objection) implements Grounds {}
}
