package dev.trialstream.cli.families;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.protocol.history.Complaint;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.job.Interruption;
import dev.trialstream.worker.train.Outcome;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every handler of a closed family names every kind of it, or is listed here with the kinds that it ignores. When you
 * add a kind, this test shows which handlers to check.
 */
class ClosedFamiliesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trialstream");

    @Test
    void facts_are_handled() {
        check(
                Fact.class,
                new HandlerTable()
                        // JobLog and TrialLog take what is about a job
                        .handler("protocol.history.StudyLog", "Restored Completed Stopped Released Retired")
                        .handler("protocol.history.JobLog", ofNoJob() + "Restored Epoch")
                        .handler("protocol.history.TrialLog", ofNoJob() + """
                                Profiled Claimed Released Delivered Dispatched Lapsed Resumed
                                """)
                        // NextStep derives the answer to these from the state of the study
                        .handler("orchestrator.study.StudyPlanner", """
                                Submitted Malformed Rejected Profiled Accepted PolicyChanged SlotsGranted Unplaced Quarantined
                                Asked Withdrawn Declined Requested Dispatched Restored Completed Stopped Failed
                                Released Resumed Retired Settling Lapsed GivenUp Searched Nominated Confirmed
                                Promoted Delivered Ended Deleted
                                """)
                        .handler("orchestrator.log.EndedStudies", """
                                Rejected Profiled Accepted PolicyChanged SlotsGranted Unplaced Quarantined TimeExpired Asked
                                Withdrawn Declined Requested Dispatched Restored Completed Stopped Failed Released
                                Resumed Retired Settling Lapsed GivenUp Searched Nominated Confirmed Promoted
                                Delivered Ended
                                """)
                        // Judges takes Accepted, Ended and Deleted; TrialEvaluation and PromotionEvaluation what is
                        // about a job
                        .handler("metrics.judge.StudyJudge", """
                                Submitted Malformed Rejected Profiled Accepted SlotsGranted Unplaced Quarantined TimeExpired
                                Asked Withdrawn Declined Dispatched Claimed Restored Epoch Completed Stopped Failed
                                Released Resumed Retired Lapsed GivenUp Nominated Promoted Delivered Ended Deleted
                                """)
                        .handler("metrics.judge.TrialEvaluation", ofNoJob() + """
                                Profiled Failed Released Delivered Lapsed GivenUp Resumed
                                """)
                        // any fact about a job may end it, which JobLog decides
                        .handler("cli.exchange.mlflow.MlflowRuns", """
                                Malformed Rejected Profiled Accepted PolicyChanged Commanded SlotsGranted Unplaced Quarantined
                                TimeExpired Asked Withdrawn Declined Claimed Restored Completed Stopped Failed
                                Released Resumed Retired Settling Lapsed GivenUp Searched Nominated Confirmed
                                Promoted Delivered Deleted
                                """)
                        .handler("cli.output.ProgressLines", """
                                Submitted Malformed Rejected Profiled PolicyChanged Commanded SlotsGranted TimeExpired
                                Asked Withdrawn Declined Requested Dispatched Claimed Released Resumed Retired Settling
                                Searched Nominated Confirmed Promoted Delivered Ended Deleted
                                """)
                        .handler("cli.output.Wording", """
                                Submitted Malformed Rejected Profiled Accepted PolicyChanged SlotsGranted Unplaced Quarantined
                                TimeExpired Asked Withdrawn Declined Requested Dispatched Claimed Restored Epoch
                                Completed Stopped Failed Released Resumed Retired Settling Lapsed GivenUp Searched
                                Confirmed Delivered Ended Deleted
                                """)
                        .looksFor("cli.exchange.optuna.Ending", "Searched")
                        .looksFor("cli.output.ProgressLive", "Accepted Quarantined Unplaced")
                        .looksFor("cli.replay.Proof", "Accepted")
                        .looksFor("cli.replay.ReplayCommand", "Accepted Malformed Submitted")
                        .looksFor("cli.run.StudyClient", "Commanded Rejected")
                        .looksFor("cli.study.CommandOutcome", "Commanded Deleted Malformed Rejected Submitted")
                        .looksFor("metrics.judge.JudgeRecordHandler", "Deleted")
                        .looksFor("metrics.judge.Judges", "Accepted Deleted Ended")
                        .looksFor("metrics.judge.PromotionEvaluation", "Delivered")
                        .looksFor("orchestrator.hook.News", "Ended")
                        .looksFor("orchestrator.http.AskTell", "Stopped")
                        .looksFor("orchestrator.log.PartitionHistory", "Deleted Quarantined")
                        .looksFor("orchestrator.study.Replanning", "Deleted Quarantined Rejected Requested")
                        .looksFor("orchestrator.log.Quarantine", "Commanded Quarantined")
                        .looksFor("protocol.message.MessageCheck", "Accepted Commanded Epoch Requested")
                        .looksFor("orchestrator.view.StudyBook", "Commanded Ended Rejected")
                        .looksFor("policy.Derivation", "Accepted PolicyChanged")
                        .looksFor("policy.whatif.WhatIf", "Epoch Restored")
                        .looksFor("worker.job.JobRunner", "Stopped"));
    }

    /** The kinds that a handler of {@link Fact.OfJob} cannot get. */
    private static String ofNoJob() {
        Set<String> kinds = new TreeSet<>(new ClosedFamily(Fact.class).kinds());
        kinds.removeAll(new ClosedFamily(Fact.OfJob.class).kinds());
        return String.join(" ", kinds) + " ";
    }

    @Test
    void decisions_are_handled() {
        check(
                Decision.class,
                new HandlerTable()
                        .handler("protocol.message.DecisionMessage")
                        .handler("protocol.message.ObeyedDecision")
                        .handler("orchestrator.log.Inbox")
                        .handler("orchestrator.view.StudyBook")
                        .handler("metrics.judge.TrialEvaluation")
                        .handler("metrics.judge.PromotionEvaluation")
                        .handler("metrics.judge.StudyView")
                        .handler("worker.kafka.DecisionTail"));
    }

    @Test
    void every_kind_of_decision_has_a_type() {
        assertThat(Arrays.stream(Decision.Type.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(new ClosedFamily(Decision.class)
                        .kinds().stream().map(ClosedFamily::constant).toList());
    }

    @Test
    void commands_are_handled() {
        check(
                Command.class,
                new HandlerTable()
                        .handler("protocol.history.StudyLog", "Stop Delete Extend Enqueue") // CommandLog takes these
                        .handler("protocol.history.CommandLog", "Pause Resume SetStopping") // StudyLog takes these
                        // the state of the study says that it is to stop
                        .handler(
                                "orchestrator.study.StudyPlanner",
                                "Stop Delete Resume Release Extend Enqueue SetStopping")
                        .handler("cli.output.Wording")
                        .looksFor("cli.study.CommandOutcome", "Delete Pause")
                        .looksFor("metrics.judge.StudyJudge", "SetStopping")
                        .looksFor("orchestrator.http.StudyCalls", "Delete Enqueue Pause Release Stop")
                        .looksFor("orchestrator.log.EndedStudies", "Delete")
                        .looksFor("orchestrator.log.Quarantine", "Delete Release Stop"));
    }

    @Test
    void complaints_are_handled() {
        check(Complaint.Grounds.class, new HandlerTable().handler("orchestrator.study.Refusals"));
    }

    @Test
    void outputs_are_handled() {
        check(
                Output.class,
                new HandlerTable()
                        .handler("orchestrator.log.OwnedPartition")
                        .looksFor("orchestrator.study.Replanning", "Append"));
    }

    @Test
    void jobs_are_handled() {
        check(
                Job.class,
                new HandlerTable()
                        .handler("worker.job.JobRunner")
                        .looksFor("worker.Worker", "Cleanup")
                        .looksFor("worker.kafka.DispatchLoop", "Cleanup Train"));
    }

    @Test
    void outcomes_are_handled() {
        check(
                Outcome.class,
                new HandlerTable()
                        .handler("worker.job.JobRunner")
                        .handler("worker.command.CommandTrainer")
                        .handler("worker.isolation.IsolatedTrainer")
                        .handler("worker.isolation.Child"));
    }

    /** Each kind defines its own consequences, so that the compiler requires them. */
    @Test
    void nobody_asks_for_the_kind_of_an_interruption() {
        check(Interruption.class, new HandlerTable());
    }

    private static void check(Class<?> family, HandlerTable handlers) {
        assertThat(handlers.complaints(new ClosedFamily(family), HOUSE)).isEmpty();
    }
}
