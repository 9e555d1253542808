package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users have asked of a study, but for pauses: how it ends, and what is tried beyond its specification. */
final class CommandLog {
    private final Set<String> seen = new HashSet<>();
    /** To be tried next, in order, whatever the budget. */
    private final Deque<Parameters> queue = new ArrayDeque<>();
    /** Of the specification: to be tried first, as far as the budget goes. */
    private final Deque<Parameters> specified = new ArrayDeque<>();
    /** Came before there was a space to hold them against. */
    private final List<Fact.Commanded> unchecked = new ArrayList<>();

    private final Deque<Complaint> complaints = new ArrayDeque<>();
    private int more;
    private boolean stop;
    private boolean delete;

    /** False where the event with this id has come in before. */
    boolean isNew(String event) {
        return seen.add(event);
    }

    /** The ids of the events that have asked something. */
    Set<String> seen() {
        return Collections.unmodifiableSet(seen);
    }

    /** The study begins: what it is to try first, and what came in before that. */
    void accepted(Study study) {
        specified.addAll(study.enqueue());
        unchecked.forEach(commanded -> enqueue(commanded, (Command.Enqueue) commanded.command(), study));
        unchecked.clear();
    }

    /**
     * Does as asked, or notes why not.
     *
     * @param study null before it is accepted
     * @param searchIsOver whether nothing new is tried any more
     */
    void obey(Fact.Commanded commanded, @Nullable Study study, boolean searchIsOver) {
        Command command = commanded.command();
        if (command instanceof Command.Stop || command instanceof Command.Delete) {
            stop = true;
            delete = delete || command instanceof Command.Delete;
        } else if (command instanceof Command.Release) {
            return; // StudyLog takes it
        } else if (searchIsOver || stop) {
            complain(commanded, new Complaint.SearchOver());
        } else if (command instanceof Command.Extend extend) {
            more = (int) Math.min(Integer.MAX_VALUE / 2, (long) more + extend.trials());
        } else if (command instanceof Command.Enqueue enqueue && study != null) {
            enqueue(commanded, enqueue, study);
        } else if (command instanceof Command.Enqueue) {
            unchecked.add(commanded);
        }
    }

    private void enqueue(Fact.Commanded commanded, Command.Enqueue enqueue, Study study) {
        study.objectionTo(enqueue.parameters())
                .ifPresentOrElse(
                        objection -> complain(commanded, new Complaint.Invalid(objection)),
                        () -> queue.add(enqueue.parameters()));
    }

    void complain(Fact.Commanded commanded, Complaint.Grounds grounds) {
        complaints.add(new Complaint(commanded.submission(), commanded.origin(), grounds));
    }

    void complain(Complaint complaint) {
        complaints.add(complaint);
    }

    /** Notes that the complaint about {@code submission} has been told; false where there is none. */
    boolean told(String submission) {
        return complaints.removeIf(complaint -> complaint.submission().equals(submission));
    }

    Optional<Complaint> complaint() {
        return Optional.ofNullable(complaints.peek());
    }

    /** The configuration to be tried next, where a user named one. */
    Optional<Parameters> next() {
        return Optional.ofNullable(source().peek());
    }

    /** How many users have named since it began. */
    int queued() {
        return queue.size();
    }

    /** The configuration to be tried next has been requested. */
    void taken() {
        source().poll();
    }

    private Deque<Parameters> source() {
        return queue.isEmpty() ? specified : queue;
    }

    /** Trials beyond those of the specification. */
    int more() {
        return more;
    }

    boolean stop() {
        return stop;
    }

    boolean delete() {
        return delete;
    }
}
