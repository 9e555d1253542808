package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.Policies;
import dev.trialstream.policy.search.Feasible;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.history.Ask;
import dev.trialstream.protocol.history.Complaint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The next step of a study, from its state and not from its latest event. */
final class NextStep {
    private final StudyLog log;
    private final Samplers samplers;
    private final Jobs jobs;
    private final Confirmation confirmation;
    private final Capacity capacity;

    NextStep(StudyLog log, Samplers samplers) {
        this.log = log;
        this.samplers = samplers;
        this.jobs = new Jobs(log);
        this.confirmation = new Confirmation(log);
        this.capacity = Capacity.of(log);
    }

    /** The next step; empty if the study waits for an event. */
    Optional<Step> because(HistoryEvent cause) {
        Phase phase = Phase.of(log);
        if (phase == Phase.QUARANTINED) {
            return Optional.empty();
        }
        Optional<Step> complaint = log.complaint().map(it -> refuse(cause, it));
        if (complaint.isPresent() || log.submitted().isEmpty()) {
            return complaint;
        }
        if (phase == Phase.ENDED) {
            return log.isToBeDeleted() && !log.isDeleted() ? delete(cause) : Optional.empty();
        }
        if (log.spec().isPresent() && log.policy() != Policies.VERSION) {
            return step(cause, new Fact.PolicyChanged(Policies.VERSION, log.policyChanges() + 1));
        }
        if (phase == Phase.STOPPING) {
            return log.isRunning() ? Optional.empty() : end(cause, StudyState.STOPPED, "stopped by a user");
        }
        if (log.choreFailure().isPresent()) {
            return end(cause, StudyState.FAILED, log.choreFailure().get());
        }
        Optional<Step> hopeless = log.troubledRequests()
                .flatMap(job -> giveUp(cause, job).stream())
                .findFirst();
        if (hopeless.isPresent()) {
            return hopeless;
        }
        Optional<String> tooMany = log.spec().flatMap(this::tooManyFailures);
        if (tooMany.isPresent()) {
            return end(cause, StudyState.FAILED, tooMany.get());
        }
        Optional<Step> step = underWay(cause, phase);
        return step.isPresent() ? step : declineTheImpatient(cause);
    }

    private Optional<String> tooManyFailures(Study study) {
        int failed = log.counts().of(Role.SEARCH, JobLog.State.FAILED);
        Integer most = study.budget().failures();
        if (most == null || failed < most) {
            return Optional.empty();
        }
        return log.trials(Role.SEARCH).stream()
                .filter(trial -> trial.state() == JobLog.State.FAILED)
                .max(Comparator.comparingInt(TrialLog::number))
                .map(last -> failed + " trials have failed, and budget.failures is " + most + "; " + last.trial() + ": "
                        + last.failure());
    }

    private Optional<Step> declineTheImpatient(HistoryEvent cause) {
        return log.openAsks().stream()
                .filter(ask -> !ask.patient())
                .findFirst()
                .flatMap(ask -> step(cause, new Fact.Declined(ask.id())));
    }

    private Step refuse(HistoryEvent cause, Complaint complaint) {
        Study.Objection refusal = Refusals.of(log.study(), complaint);
        Fact rejected = new Fact.Rejected(complaint.submission(), refusal.field(), refusal.complaint());
        return new Step(
                StudyPlanner.event(log.study(), cause, rejected),
                OutputFactory.setAside(complaint.origin(), refusal.field() + ": " + refusal.complaint()));
    }

    private Optional<Step> delete(HistoryEvent cause) {
        return Optional.of(new Step(
                StudyPlanner.event(log.study(), cause, new Fact.Deleted()),
                OutputFactory.forget(log.study(), log.needs().device())));
    }

    private Optional<Step> underWay(HistoryEvent cause, Phase phase) {
        return switch (phase) {
            case ABSENT, ENDED, STOPPING, QUARANTINED, PAUSED, JUDGING -> Optional.empty();
            case PROFILING -> chore(cause, Ids.profileJob(log.study()), jobs::profile);
            case ACCEPTING -> accept(cause);
            case SEARCHING -> search(cause, log.spec().orElseThrow());
            case CONFIRMING -> confirm(cause, log.spec().orElseThrow());
            case DELIVERING -> refitAndDeliver(cause, log.spec().orElseThrow());
            case DONE -> end(cause, StudyState.COMPLETED, "");
        };
    }

    private Optional<Step> accept(HistoryEvent cause) {
        try {
            Study study =
                    Defaults.complete(log.study(), log.submitted().orElseThrow().request(), log.profile());
            samplers.named(study.search().algorithm());
            checkSize(study);
            return step(cause, new Fact.Accepted(study, Policies.VERSION));
        } catch (InvalidStudy e) {
            return end(cause, StudyState.FAILED, e.getMessage());
        }
    }

    /** Everything that is said of the study later must fit into messages too. */
    private static void checkSize(Study study) {
        int bytes = Messages.write(study).length;
        if (bytes > MessageSizes.STUDY) {
            throw new InvalidStudy(
                    "study",
                    "with its defaults the study takes " + bytes + " bytes, expected at most " + MessageSizes.STUDY
                            + "; give it fewer or shorter parameters and values");
        }
    }

    private Optional<Step> search(HistoryEvent cause, Study study) {
        try {
            return searchOn(cause, study);
        } catch (InvalidStudy nothingToPropose) {
            return end(cause, StudyState.FAILED, nothingToPropose.getMessage());
        }
    }

    private Optional<Step> searchOn(HistoryEvent cause, Study study) {
        int trials = log.trials(Role.SEARCH).size();
        Optional<String> exhaustion = Exhaustion.of(log, study);
        boolean exhausted = exhaustion.isPresent();
        Optional<Step> step =
                handOut(cause, study, () -> exhausted ? Optional.empty() : Optional.of(suggest(study, trials + 1)));
        if (step.isPresent() || !exhausted || !log.counts().allRest(Role.SEARCH)) {
            return step;
        }
        if (!allEnded(Role.SEARCH)) {
            return log.isSettling() ? Optional.empty() : step(cause, new Fact.Settling(log.nextSettling()));
        }
        return finishSearch(cause, study, trials, exhaustion.get());
    }

    private Optional<Step> confirm(HistoryEvent cause, Study study) {
        Optional<Step> step = handOut(cause, study, () -> confirmation.next(study));
        boolean over = confirmation.next(study).isEmpty() && allEnded(Role.CONFIRM);
        return step.isPresent() || !over
                ? step
                : step(cause, new Fact.Confirmed(log.trials(Role.CONFIRM).size()));
    }

    private Optional<Step> refitAndDeliver(HistoryEvent cause, Study study) {
        Optional<Fact.Requested> refit = confirmation.refit(study);
        if (refit.isPresent()) {
            return step(cause, refit.get());
        }
        return allEnded(Role.REFIT) ? deliver(cause, study) : handOut(cause, study, Optional::empty);
    }

    /**
     * If there is room, hands out a trial: the oldest waiting one, or else the one from {@code next}. It goes to the
     * workers if a slot is free, or to the client that has waited longest.
     */
    private Optional<Step> handOut(HistoryEvent cause, Study study, Supplier<Optional<Fact.Requested>> next) {
        if (!capacity.hasRoom(study)) {
            return Optional.empty();
        }
        Optional<TrialLog> undispatched = log.oldest(JobLog.State.REQUESTED);
        if (undispatched.isEmpty()) {
            return next.get().flatMap(request -> step(cause, request));
        }
        return study.trainer().asked()
                ? give(cause, undispatched.get(), log.openAsks().iterator().next())
                : dispatch(cause, jobs.train(study, undispatched.get()));
    }

    /** The client that asked owns the attempt at once; nobody else is offered it. */
    private Optional<Step> give(HistoryEvent cause, TrialLog trial, Ask ask) {
        return step(
                cause,
                new Fact.Dispatched(
                        trial.trial(), trial.job().attempt() + 1, TopicLayout.EXTERNAL, Ask.asker(ask.id())));
    }

    private boolean allEnded(Role role) {
        return log.counts().allEnded(role);
    }

    private Fact.Requested suggest(Study study, int number) {
        Optional<Parameters> enqueued = log.enqueued().map(study.space()::asValues);
        String sampler =
                enqueued.isPresent() ? StudyLog.ENQUEUED : study.search().algorithm();
        Parameters parameters = enqueued.orElseGet(() -> Feasible.orDrawn(
                study,
                number,
                samplers.named(sampler)
                        .suggest(study, new SearchHistory(log.trials(Role.SEARCH)), number)
                        .parameters()));
        return new Fact.Requested(
                Ids.trial(log.study(), number),
                number,
                Role.SEARCH,
                parameters.orElse(study.fixed()),
                Seeds.derive(study.search().seed(), number, Seeds.Purpose.TRAINING),
                sampler);
    }

    private Optional<Step> finishSearch(HistoryEvent cause, Study study, int trials, String why) {
        if (log.scored() == 0) {
            String first = log.trials().stream()
                    .map(TrialLog::failure)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() -> unscored(study));
            return end(cause, StudyState.FAILED, "no trial gave a result; the first: " + first);
        }
        int confirm = log.timeExpired() ? 0 : study.promotion().confirm();
        return step(cause, new Fact.Searched(trials, confirm, why));
    }

    /** Why no trial has a score although none failed. */
    private String unscored(Study study) {
        if (log.epochs() > 0) {
            return "no epoch has a finite " + study.objective().metric() + ", which is the objective";
        }
        return log.searchExpired() ? "the time budget ended before the first epoch" : "it ended before the first epoch";
    }

    private Optional<Step> deliver(HistoryEvent cause, Study study) {
        Decision.AtEpoch won = log.promoted().orElseThrow().decision();
        TrialLog trained = confirmation.trained();
        int epoch = trained.role() == Role.REFIT ? trained.curve().lastEpoch() : won.epoch();
        String checkpoint =
                trained.curve().at(epoch).map(point -> point.checkpoint()).orElse(null);
        if (checkpoint == null) {
            return end(
                    cause,
                    StudyState.FAILED,
                    "trial " + trained.trial() + " was promoted at epoch " + epoch + ", which has no checkpoint");
        }
        TrialLog winner = log.trial(Ids.numberOf(won.job())).orElseThrow();
        return chore(cause, Ids.deliverJob(log.study()), () -> jobs.deliver(study, winner, trained, checkpoint));
    }

    private Optional<Step> chore(HistoryEvent cause, String job, Supplier<Job> next) {
        boolean due = log.job(job)
                .map(known -> known.state() == JobLog.State.REQUESTED)
                .orElse(true);
        return due ? dispatch(cause, next.get()) : Optional.empty();
    }

    private Optional<Step> dispatch(HistoryEvent cause, Job job) {
        String device = log.needs().device();
        Fact dispatched = new Fact.Dispatched(job.job(), job.attempt(), device);
        return Optional.of(new Step(
                StudyPlanner.event(log.study(), cause, dispatched), List.of(new Output.Dispatch(job, device))));
    }

    private Optional<Step> giveUp(HistoryEvent cause, JobLog job) {
        return Retries.reasonToGiveUp(log, job)
                .flatMap(reason -> step(cause, new Fact.GivenUp(job.job(), job.attempt(), reason)));
    }

    /** A study that fails because of its own content before it begins also goes to the dead letters. */
    private Optional<Step> end(HistoryEvent cause, StudyState state, String reason) {
        boolean turnedDown = state == StudyState.FAILED && log.spec().isEmpty();
        return Optional.of(new Step(
                StudyPlanner.event(log.study(), cause, new Fact.Ended(state, reason)),
                turnedDown
                        ? OutputFactory.setAside(log.submitted().orElseThrow().origin(), reason)
                        : cleanup()));
    }

    /** Needed if trials may have left checkpoints; clients that ask for trials keep their own. */
    private List<Output> cleanup() {
        boolean trained = !log.trials().isEmpty()
                && log.spec().filter(spec -> !spec.trainer().asked()).isPresent();
        return trained ? List.of(new Output.Dispatch(jobs.cleanup(), log.needs().device())) : List.of();
    }

    private Optional<Step> step(HistoryEvent cause, Fact fact) {
        return Optional.of(new Step(StudyPlanner.event(log.study(), cause, fact)));
    }
}
