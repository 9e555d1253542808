package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The content of a history event. The family is closed; fields are only ever added.
 *
 * <p>A job is a trial, the profiling of a study's data or the delivery of its model. Every fact about a job has the
 * attempt. Facts from a worker also have the worker, because only facts from the owner of the newest attempt count.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.Submitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = Fact.Malformed.class, name = "malformed"),
    @JsonSubTypes.Type(value = Fact.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Fact.Profiled.class, name = "profiled"),
    @JsonSubTypes.Type(value = Fact.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Fact.PolicyChanged.class, name = "policy_changed"),
    @JsonSubTypes.Type(value = Fact.Commanded.class, name = "commanded"),
    @JsonSubTypes.Type(value = Fact.SlotsGranted.class, name = "slots_granted"),
    @JsonSubTypes.Type(value = Fact.Unplaced.class, name = "unplaced"),
    @JsonSubTypes.Type(value = Fact.Quarantined.class, name = "quarantined"),
    @JsonSubTypes.Type(value = Fact.TimeExpired.class, name = "time_expired"),
    @JsonSubTypes.Type(value = Fact.Asked.class, name = "asked"),
    @JsonSubTypes.Type(value = Fact.Withdrawn.class, name = "withdrawn"),
    @JsonSubTypes.Type(value = Fact.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = Fact.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = Fact.Dispatched.class, name = "dispatched"),
    @JsonSubTypes.Type(value = Fact.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = Fact.Restored.class, name = "restored"),
    @JsonSubTypes.Type(value = Fact.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = Fact.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Fact.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Fact.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Fact.Released.class, name = "released"),
    @JsonSubTypes.Type(value = Fact.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = Fact.Retired.class, name = "retired"),
    @JsonSubTypes.Type(value = Fact.Settling.class, name = "settling"),
    @JsonSubTypes.Type(value = Fact.Lapsed.class, name = "lapsed"),
    @JsonSubTypes.Type(value = Fact.GivenUp.class, name = "given_up"),
    @JsonSubTypes.Type(value = Fact.Searched.class, name = "searched"),
    @JsonSubTypes.Type(value = Fact.Nominated.class, name = "nominated"),
    @JsonSubTypes.Type(value = Fact.Confirmed.class, name = "confirmed"),
    @JsonSubTypes.Type(value = Fact.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = Fact.Delivered.class, name = "delivered"),
    @JsonSubTypes.Type(value = Fact.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Fact.Deleted.class, name = "deleted")
})
public sealed interface Fact {

    /** The id of the event that states this fact in {@code study}: the same fact always has the same id. */
    String id(String study);

    /** A fact about a job. */
    sealed interface OfJob extends Fact permits FromWorker, Dispatched, Lapsed, GivenUp, Resumed, Retired {
        String job();

        int attempt();
    }

    /** A worker's fact about a job that it holds. */
    sealed interface FromWorker extends OfJob
            permits Profiled, Claimed, Restored, Epoch, Completed, Stopped, Failed, Released, Delivered {
        String worker();

        /** The last part of the event's id. */
        String name();

        @Override
        default String id(String study) {
            return job() + "/" + attempt() + "/" + worker() + "/" + name();
        }
    }

    /**
     * A conclusion of the orchestrator from the history before it, written in the transaction that consumed the cause.
     * Every other fact is an input, which does not follow from the history.
     */
    sealed interface Derived extends Fact
            permits Rejected,
                    Accepted,
                    PolicyChanged,
                    Declined,
                    Requested,
                    Dispatched,
                    GivenUp,
                    Settling,
                    Searched,
                    Confirmed,
                    Ended,
                    Deleted {}

    /**
     * A well-formed study came in.
     *
     * @param submission id of the request
     * @param origin its inbox record; null if it came over HTTP
     */
    record Submitted(
            StudyRequest request,
            String submission,
            @Nullable Origin origin) implements Fact {
        /** A study that came over HTTP. */
        public Submitted(StudyRequest request, String submission) {
            this(request, submission, null);
        }

        @Override
        public String id(String study) {
            return study + "/submitted/" + submission;
        }
    }

    /** A message that names this study came in and could not be read. */
    record Malformed(
            String submission,
            String field,
            String reason,
            @Nullable Origin origin) implements Fact {
        @Override
        public String id(String study) {
            return study + "/malformed/" + submission;
        }
    }

    /**
     * A submission was refused.
     *
     * @param submission id of the request
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

    /**
     * The study begins, with its effective specification.
     *
     * @param policy version of the defaults, samplers, rules and steps of the following conclusions; null in old
     *     histories, which means 1
     */
    record Accepted(Study spec, @Nullable Integer policy) implements Derived {
        public int policyVersion() {
            return policy == null ? 1 : policy;
        }

        @Override
        public String id(String study) {
            return study + "/accepted";
        }
    }

    /**
     * An orchestrator with another policy version has taken over the study. Its predecessor drew the conclusions before
     * this event; this policy draws the later ones.
     *
     * @param policy version of the policy
     * @param sequence counts from 1
     */
    record PolicyChanged(int policy, int sequence) implements Derived {
        @Override
        public String id(String study) {
            return study + "/policy/" + sequence;
        }
    }

    /**
     * A user sent a command to the study.
     *
     * @param submission id of the request
     * @param origin its inbox record; null if it came over HTTP
     */
    record Commanded(
            Command command, String submission, @Nullable Origin origin) implements Fact {
        /** A command that came over HTTP. */
        public Commanded(Command command, String submission) {
            this(command, submission, null);
        }

        @Override
        public String id(String study) {
            return study + "/commanded/" + submission;
        }
    }

    /** From now on the study may use this many slots. {@code sequence} counts from 1. */
    record SlotsGranted(int slots, int sequence) implements Fact {
        @Override
        public String id(String study) {
            return study + "/slots/" + sequence;
        }
    }

    /**
     * No running worker can do the study's work, so the study waits. This state holds until a job of the study is
     * claimed.
     *
     * @param reason what is needed, and what the running workers offer
     * @param sequence counts from 1
     */
    record Unplaced(String reason, int sequence) implements Fact {
        @Override
        public String id(String study) {
            return study + "/unplaced/" + sequence;
        }
    }

    /**
     * The orchestrator failed over this study: a fault of the program, or numbers that are too much for it. Events of the
     * study are recorded and not answered until a user releases it. Other studies go on.
     *
     * @param reason of the failure
     * @param sequence counts from 1
     */
    record Quarantined(String reason, int sequence) implements Fact {
        @Override
        public String id(String study) {
            return study + "/quarantined/" + sequence;
        }
    }

    /**
     * The time budget is used up.
     *
     * @param searchOnly only the search's part is used up; the rest is for confirming the winner
     */
    record TimeExpired(boolean searchOnly) implements Fact {
        @Override
        public String id(String study) {
            return study + (searchOnly ? "/search-time-expired" : "/time-expired");
        }
    }

    /**
     * An HTTP client asked for a trial.
     *
     * @param ask its id; asking twice under one id is asking once
     * @param patient whether it waits until there is a trial
     */
    record Asked(String ask, boolean patient) implements Fact {
        @Override
        public String id(String study) {
            return study + "/asked/" + ask;
        }
    }

    /** The client that asked has stopped waiting. */
    record Withdrawn(String ask) implements Fact {
        @Override
        public String id(String study) {
            return study + "/withdrawn/" + ask;
        }
    }

    /** There was no trial for a client that does not wait. */
    record Declined(String ask) implements Derived {
        @Override
        public String id(String study) {
            return study + "/declined/" + ask;
        }
    }

    /**
     * A trial was suggested.
     *
     * @param parameters searched and fixed
     * @param seed of its training
     * @param sampler that proposed it; {@code enqueued} or {@code promotion} if none did
     * @param repeat what it repeats; null for a search trial
     */
    record Requested(
            String trial,
            int number,
            Role role,
            Parameters parameters,
            long seed,
            String sampler,
            @Nullable Repeat repeat)
            implements Derived {
        /** A trial of the search. */
        public Requested(String trial, int number, Role role, Parameters parameters, long seed, String sampler) {
            this(trial, number, role, parameters, seed, sampler, null);
        }

        @Override
        public String id(String study) {
            return trial + "/requested";
        }
    }

    /**
     * A job was dispatched to the workers of a device class, or to the client that asked for it.
     *
     * @param worker the client that asked and so owns it; null if the first claim decides
     */
    record Dispatched(
            String job,
            int attempt,
            String device,
            @Nullable String worker) implements Derived, OfJob {
        /** A job that the first claim will own. */
        public Dispatched(String job, int attempt, String device) {
            this(job, attempt, device, null);
        }

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
     * An attempt continues from the state of an earlier one. Later epochs of earlier attempts belong to a model that
     * does not exist any more: they count no longer.
     *
     * @param epoch epoch of the checkpoint; 0 if it starts again
     * @param note problems with newer checkpoints; empty if there were none
     */
    record Restored(String job, int attempt, String worker, int epoch, String note) implements FromWorker {
        @Override
        public String name() {
            return "restored";
        }
    }

    /**
     * An epoch is trained and its checkpoint is durable.
     *
     * @param metrics by name; errors and losses are plain numbers, not per cent
     * @param seconds duration of the epoch
     * @param rowsPerSecond training speed
     * @param peakMemory peak memory of the training process so far, in bytes; null if unknown
     * @param notes remarks on the epoch, one sentence each; usually none
     * @param checkpoint location of the state after the epoch, relative to the store
     * @param provenance origin of the training; only in the first epoch of an attempt, otherwise null; also null if the
     *     trainer does not know it
     */
    record Epoch(
            String job,
            int attempt,
            String worker,
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long peakMemory,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
            @Nullable String checkpoint,
            @Nullable Provenance provenance)
            implements FromWorker {
        @SuppressWarnings("NullAway") // epochs written before the notes field existed
        public Epoch {
            notes = notes == null ? List.of() : List.copyOf(notes);
        }

        /** An epoch without notes and provenance. */
        public Epoch(
                String job,
                int attempt,
                String worker,
                int epoch,
                Map<String, Double> metrics,
                double seconds,
                double rowsPerSecond,
                @Nullable String checkpoint) {
            this(job, attempt, worker, epoch, metrics, seconds, rowsPerSecond, null, List.of(), checkpoint, null);
        }

        @Override
        public String name() {
            return "epoch/" + epoch;
        }

        public EpochPoint point() {
            return new EpochPoint(epoch, metrics, checkpoint);
        }
    }

    /**
     * The trial trained to its last epoch.
     *
     * @param metrics in addition to those of its epochs, or null
     */
    record Completed(
            String job,
            int attempt,
            String worker,
            int epochs,
            @Nullable Map<String, Double> metrics) implements FromWorker {
        /** A trial without further metrics. */
        public Completed(String job, int attempt, String worker, int epochs) {
            this(job, attempt, worker, epochs, null);
        }

        @Override
        public String name() {
            return "completed";
        }
    }

    /** The trial obeyed a decision. {@code epochs} counts all its trained epochs, including overrun. */
    record Stopped(String job, int attempt, String worker, int epochs, Decision.Stop decision) implements FromWorker {
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

    /**
     * The worker gave the job back, because the study is paused, the worker leaves or the attempt failed. The job
     * continues in another attempt.
     *
     * @param failure kind of failure that ended the attempt, otherwise null
     * @param decision of a stopping rule that paused the trial, which waits to be resumed; otherwise null
     */
    record Released(
            String job,
            int attempt,
            String worker,
            String reason,
            @Nullable Failure failure,

            @JsonInclude(JsonInclude.Include.NON_NULL) Decision.@Nullable Pause decision)
            implements FromWorker {
        /** A job whose attempt failed, or that another worker may continue. */
        public Released(String job, int attempt, String worker, String reason, @Nullable Failure failure) {
            this(job, attempt, worker, reason, failure, null);
        }

        /** A trial given back because {@code decision} pauses it. */
        public static Released paused(String job, int attempt, String worker, Decision.Pause decision) {
            return new Released(job, attempt, worker, decision.reason(), null, decision);
        }

        /** A job that another worker may continue. */
        public Released(String job, int attempt, String worker, String reason) {
            this(job, attempt, worker, reason, null, null);
        }

        @Override
        public String name() {
            return "released";
        }
    }

    /**
     * The attempt is void: its worker was silent for the length of a lease, or no worker claimed it while slots were
     * free.
     *
     * @param worker that held it; null if none did
     */
    record Lapsed(String job, int attempt, @Nullable String worker) implements OfJob {
        @Override
        public String id(String study) {
            return job + "/" + attempt + "/" + (worker == null ? "nobody" : worker) + "/lapsed";
        }
    }

    /** The judge resumed a paused trial. */
    record Resumed(Decision.Resume decision) implements OfJob {
        @Override
        public String job() {
            return decision.job();
        }

        @Override
        public int attempt() {
            return decision.attempt();
        }

        @Override
        public String id(String study) {
            return decision.id();
        }
    }

    /** The judge retired a paused trial. */
    record Retired(Decision.Retire decision) implements OfJob {
        @Override
        public String job() {
            return decision.job();
        }

        @Override
        public int attempt() {
            return decision.attempt();
        }

        @Override
        public String id(String study) {
            return decision.id();
        }
    }

    /**
     * Only paused trials are left to try: the judge must choose which of them resume. {@code sequence} counts from 1.
     */
    record Settling(int sequence) implements Derived {
        @Override
        public String id(String study) {
            return study + "/settling/" + sequence;
        }
    }

    /** The job has lost too many workers or failed too often and is not dispatched again; it counts as failed. */
    record GivenUp(String job, int attempt, String reason) implements Derived, OfJob {
        @Override
        public String id(String study) {
            return job + "/given-up";
        }
    }

    /**
     * Every search trial of the study has ended.
     *
     * @param confirm fresh seeds for training the best again; 0: the best wins without confirmation
     * @param reason why no more trials were started; null in old histories
     */
    record Searched(
            int trials,
            int confirm,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) implements Derived {
        public Searched(int trials, int confirm) {
            this(trials, confirm, null);
        }

        @Override
        public String id(String study) {
            return study + "/searched";
        }
    }

    /** The judge named the candidates to train again before one of them wins. */
    record Nominated(Decision.Confirm decision) implements Fact {
        @Override
        public String id(String study) {
            return study + "/nominated";
        }
    }

    /** Every confirmation trial has ended. */
    record Confirmed(int trials) implements Derived {
        @Override
        public String id(String study) {
            return study + "/confirmed";
        }
    }

    /**
     * The judge named the winner.
     *
     * @param decision a {@link Decision.Promote}; {@link Decision.AtEpoch} because early histories may hold another
     *     kind
     */
    record Promoted(Decision.AtEpoch decision) implements Fact {
        /** Result of the winner's confirmation; empty if it was not confirmed. */
        public Optional<Best.Confirmed> confirmed() {
            return PromotionNumbers.confirmed(decision.numbers());
        }

        /** Whether each repeat of the confirmation was scored by a choice of candidate and epoch made without it. */
        public boolean scoresApart() {
            return PromotionNumbers.scoresApart(decision.numbers());
        }

        /** Epochs for the refit of the winner; empty if it is not refitted. */
        public OptionalInt refitEpochs() {
            return PromotionNumbers.refitEpochs(decision.numbers());
        }

        @Override
        public String id(String study) {
            return study + "/promoted";
        }
    }

    /**
     * The winner was scored on the test rows and its model written.
     *
     * @param metrics of the delivered model, by name
     * @param model folder with the model and its preparation, relative to the store
     * @param data hash of the data whose test rows were read
     */
    record Delivered(
            String job,
            int attempt,
            String worker,
            String trial,
            Map<String, Double> metrics,
            String model,
            @Nullable String data)
            implements FromWorker {
        @Override
        public String name() {
            return "delivered";
        }
    }

    /** The study is over. {@code reason} says why if it did not complete. */
    record Ended(StudyState state, String reason) implements Derived {
        @Override
        public String id(String study) {
            return study + "/ended";
        }
    }

    /** The study is removed from the lists and its best is withdrawn; its history stays. */
    record Deleted() implements Derived {
        @Override
        public String id(String study) {
            return study + "/deleted";
        }
    }
}
