package dev.trialstream.metrics.judge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.policy.whatif.Hypothesis;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.Study;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a judge's memory of a study. The memory changes only by replaying entries, so a restart, which replays
 * the kept entries, ends in the same state.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JudgeStateRecord.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Unanswered.class, name = "unanswered"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Shadowed.class, name = "shadowed"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Leader.class, name = "leader"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Trial.class, name = "trial"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = JudgeStateRecord.Rewound.class, name = "rewound")
})
sealed interface JudgeStateRecord {

    /**
     * Its key among the entries of its study; a later entry with the same path replaces it. In path order, an entry
     * comes after those that it depends on.
     */
    String path();

    /**
     * The study began, or another policy version has taken it over.
     *
     * @param policy policy version of the decisions; null: 1
     */
    record Accepted(Study study, @Nullable Integer policy) implements JudgeStateRecord {
        static final String PATH = "accepted";

        @Override
        public String path() {
            return PATH;
        }
    }

    /** An event that a judge with the study's policy version must still answer; null once it has been answered. */
    record Unanswered(@Nullable HistoryEvent event) implements JudgeStateRecord {
        @Override
        public String path() {
            return "unanswered";
        }
    }

    /** The newest version of the best. */
    record Leader(Best best) implements JudgeStateRecord {
        @Override
        public String path() {
            return "leader";
        }
    }

    /** State of the delivery job. */
    record Delivery(JobLog job) implements JudgeStateRecord {
        @Override
        public String path() {
            return "delivery";
        }
    }

    /**
     * A trial without its epochs.
     *
     * @param log with an empty curve
     * @param stop the decision that ends it, or null
     * @param pause the decision that pauses it, or null
     */
    record Trial(TrialLog log, Decision.@Nullable Ending stop, Decision.@Nullable Pause pause)
            implements JudgeStateRecord {
        @Override
        public String path() {
            return path(log.number());
        }

        private static String path(int number) {
            return "trial/" + ordered(number);
        }
    }

    /** One epoch of trial {@code number}. */
    record Epoch(int number, EpochPoint point) implements JudgeStateRecord {
        @Override
        public String path() {
            return Trial.path(number) + "/epoch/" + ordered(point.epoch());
        }
    }

    /**
     * Trial {@code number} continues from {@code epoch}: its later epochs are gone. It removes their entries and is not
     * kept itself.
     */
    record Rewound(int number, int epoch) implements JudgeStateRecord {
        @Override
        public String path() {
            return epochs() + ordered(epoch) + "+";
        }

        /** What the paths of the trial's epochs begin with. */
        String epochs() {
            return Trial.path(number) + "/epoch/";
        }

        /** Whether {@code path} is that of a later epoch. */
        boolean removes(String path) {
            return path.startsWith(epochs()) && path.compareTo(path()) > 0;
        }
    }

    /** The {@code sequence}th announced decision of its study, from 1. */
    record Decided(int sequence, Decision decision) implements JudgeStateRecord {
        @Override
        public String path() {
            return "decision/" + ordered(sequence);
        }
    }

    /** The study is over. */
    record Ended(StudyState state, String reason, Instant at) implements JudgeStateRecord {
        static final String PATH = "ended";

        @Override
        public String path() {
            return PATH;
        }
    }

    /** Progress of trial {@code number} under shadow rule {@code rule}, from 0. */
    record Shadowed(int rule, Hypothesis.Fate fate) implements JudgeStateRecord {
        @Override
        public String path() {
            return Trial.path(fate.number()) + "/shadow/" + rule;
        }
    }

    /** Digits whose text order is the order of the numbers. */
    static String ordered(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(10 - digits.length()) + digits;
    }
}
