package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the history says happened. The family is closed; fields are only ever added.
 *
 * <p>A job is a trial, the profiling of a study's data or the delivery of its model. Everything about a job carries the
 * attempt; what a worker says carries the worker, because only the owner of the newest attempt is believed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.Submitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = Fact.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Fact.Profiled.class, name = "profiled"),
    @JsonSubTypes.Type(value = Fact.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Fact.SlotsGranted.class, name = "slots_granted"),
    @JsonSubTypes.Type(value = Fact.TimeExpired.class, name = "time_expired"),
    @JsonSubTypes.Type(value = Fact.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = Fact.Dispatched.class, name = "dispatched"),
    @JsonSubTypes.Type(value = Fact.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = Fact.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = Fact.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Fact.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Fact.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Fact.Searched.class, name = "searched"),
    @JsonSubTypes.Type(value = Fact.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = Fact.Delivered.class, name = "delivered"),
    @JsonSubTypes.Type(value = Fact.Ended.class, name = "ended")
})
public sealed interface Fact {

    /** The id of the event that states this fact in {@code study}: the same fact always has the same id. */
    String id(String study);

    /** What a worker says of a job that it holds. */
    sealed interface FromWorker extends Fact permits Profiled, Claimed, Epoch, Completed, Stopped, Failed, Delivered {
        String job();

        int attempt();

        String worker();

        /** The last part of the event's id. */
        String name();

        @Override
        default String id(String study) {
            return job() + "/" + attempt() + "/" + worker() + "/" + name();
        }
    }

    /**
     * What the orchestrator concluded from the history before it, in the transaction that consumed the cause. Everything
     * else is an input: it tells something that no history could.
     */
    sealed interface Derived extends Fact permits Rejected, Accepted, Requested, Dispatched, Searched, Ended {}

    /** A study came in through the inbox and was well formed. */
    record Submitted(StudyRequest request, String submission) implements Fact {
        @Override
        public String id(String study) {
            return study + "/submitted/" + submission;
        }
    }

    /**
     * A submission was turned down.
     *
     * @param submission id of the inbox record
     */
    record Rejected(String submission, String field, String reason) implements Derived {
        @Override
        public String id(String study) {
            return study + "/rejected/" + submission;
        }
    }

    /** The data of the study were read. */
    record Profiled(String job, int attempt, String worker, DataProfile profile) implements FromWorker {
        @Override
        public String name() {
            return "profiled";
        }
    }

    /** The study begins, with its effective specification. */
    record Accepted(Study spec) implements Derived {
        @Override
        public String id(String study) {
            return study + "/accepted";
        }
    }

    /** From now on the study may keep this many slots busy. {@code sequence} counts from 1. */
    record SlotsGranted(int slots, int sequence) implements Fact {
        @Override
        public String id(String study) {
            return study + "/slots/" + sequence;
        }
    }

    /** The time budget is used up. */
    record TimeExpired() implements Fact {
        @Override
        public String id(String study) {
            return study + "/time-expired";
        }
    }

    /**
     * A trial was suggested.
     *
     * @param parameters searched and fixed
     * @param seed of its training
     * @param sampler that proposed it, or {@code enqueued}
     */
    record Requested(String trial, int number, Role role, Parameters parameters, long seed, String sampler)
            implements Derived {
        @Override
        public String id(String study) {
            return trial + "/requested";
        }
    }

    /** A job went out to the workers of a device class. */
    record Dispatched(String job, int attempt, String device) implements Derived {
        @Override
        public String id(String study) {
            return job + "/" + attempt + "/dispatched";
        }
    }

    /** A worker took a job; the first claim of the newest attempt in the order of the log owns it. */
    record Claimed(String job, int attempt, String worker) implements FromWorker {
        @Override
        public String name() {
            return "claimed";
        }
    }

    /**
     * An epoch is trained and its checkpoint is durable.
     *
     * @param metrics by name; errors and losses are plain numbers, not per cent
     * @param seconds the epoch took
     * @param rowsPerSecond of training
     * @param checkpoint where the state after the epoch lies, relative to the store
     */
    record Epoch(
            String job,
            int attempt,
            String worker,
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            @Nullable String checkpoint)
            implements FromWorker {
        @Override
        public String name() {
            return "epoch/" + epoch;
        }

        public EpochPoint point() {
            return new EpochPoint(epoch, metrics, checkpoint);
        }
    }

    /** The trial trained to its last epoch. */
    record Completed(String job, int attempt, String worker, int epochs) implements FromWorker {
        @Override
        public String name() {
            return "completed";
        }
    }

    /** The trial obeyed a decision. {@code epochs} counts those that it trained, overrun included. */
    record Stopped(String job, int attempt, String worker, int epochs, Decision decision) implements FromWorker {
        @Override
        public String name() {
            return "stopped";
        }
    }

    /** The job could not be done. */
    record Failed(String job, int attempt, String worker, String reason) implements FromWorker {
        @Override
        public String name() {
            return "failed";
        }
    }

    /** Every search trial of the study has ended. */
    record Searched(int trials) implements Derived {
        @Override
        public String id(String study) {
            return study + "/searched";
        }
    }

    /** The judge named the winner. */
    record Promoted(Decision decision) implements Fact {
        @Override
        public String id(String study) {
            return study + "/promoted";
        }
    }

    /**
     * The winner was scored on the test rows and its model written out.
     *
     * @param metrics of the delivered model, by name
     * @param model folder with the model and its preparation, relative to the store
     */
    record Delivered(String job, int attempt, String worker, String trial, Map<String, Double> metrics, String model)
            implements FromWorker {
        @Override
        public String name() {
            return "delivered";
        }
    }

    /** The study is over. {@code reason} says why where it did not complete. */
    record Ended(StudyState state, String reason) implements Derived {
        @Override
        public String id(String study) {
            return study + "/ended";
        }
    }
}
