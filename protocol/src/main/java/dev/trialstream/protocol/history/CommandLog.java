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

/** Users' commands on a study, except pauses: whether it is to end, and extra trials beyond its specification. */
final class CommandLog {
    private final Set<String> seen = new HashSet<>();
    /** Configurations to try next, in order, whatever the budget. */
    private final Deque<Parameters> queue = new ArrayDeque<>();
    /** Configurations of the specification to try first, within the budget. */
    private final Deque<Parameters> specified = new ArrayDeque<>();
    /** Commands that came before there was a space to check them. */
    private final List<Fact.Commanded> unchecked = new ArrayList<>();

    private final Deque<Complaint> complaints = new ArrayDeque<>();
    private int more;
    private boolean stop;
    private boolean delete;

    /** False if an event with this id was seen before. */
    boolean isNew(String event) {
        return seen.add(event);
    }

    /** The ids of the events that carried a request. */
    Set<String> seen() {
        return Collections.unmodifiableSet(seen);
    }

    /** Starts the study: queues its first configurations and checks earlier commands. */
    void accepted(Study study) {
        specified.addAll(study.enqueue());
        unchecked.forEach(commanded -> enqueue(commanded, (Command.Enqueue) commanded.command(), study));
        unchecked.clear();
    }

    /**
     * Applies the command, or records why not.
     *
     * @param study null before it is accepted
     * @param searchIsOver whether the search takes no new trials
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

    /** Records that the complaint about {@code submission} has been answered; false if there is none. */
    boolean told(String submission) {
        return complaints.removeIf(complaint -> complaint.submission().equals(submission));
    }

    Optional<Complaint> complaint() {
        return Optional.ofNullable(complaints.peek());
    }

    /** The next configuration that a user asked for, if any. */
    Optional<Parameters> next() {
        return Optional.ofNullable(source().peek());
    }

    /** Number of configurations that users have added since the start. */
    int queued() {
        return queue.size();
    }

    /** Removes the next configuration, because it has been requested. */
    void taken() {
        source().poll();
    }

    private Deque<Parameters> source() {
        return queue.isEmpty() ? specified : queue;
    }

    /** Trials in addition to those of the specification. */
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
