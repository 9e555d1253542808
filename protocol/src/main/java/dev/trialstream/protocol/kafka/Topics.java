package dev.trialstream.protocol.kafka;

/** The names of the topics under a prefix; {@code trialstream.} by default. */
public record Topics(String prefix) {
    public static final Topics STANDARD = new Topics("trialstream.");

    /** Inbox: studies and commands on them. */
    public String studies() {
        return prefix + "studies.v1";
    }

    /** Inbox: trial requests. */
    public String requests() {
        return prefix + "trials.requested.v1";
    }

    /** The one history, by study. */
    public String events() {
        return prefix + "trials.events.v1";
    }

    /** Work for one class of device; read by a share group. */
    public String dispatch(String device) {
        return prefix + "trials.dispatch." + device + ".v1";
    }

    /** Stops, promotions and fences, by study. */
    public String decisions() {
        return prefix + "trials.decisions.v1";
    }

    /** Summaries of studies, compacted. */
    public String summaries() {
        return prefix + "study-summaries.v1";
    }

    /** Heartbeats and ticks, one partition. */
    public String workers() {
        return prefix + "workers.v1";
    }

    /** The best hyperparameters of each study, compacted. */
    public String best() {
        return prefix + "best.v1";
    }

    /** Positions that outlive consumer groups, compacted, one partition. */
    public String positions() {
        return prefix + "positions.v1";
    }

    /** Unreadable messages. */
    public String deadLetters() {
        return prefix + "dlq.v1";
    }

    /** Name of a consumer group, share group or transactional id of this installation. */
    public String group(String name) {
        return prefix.replaceAll("[^A-Za-z0-9]+$", "") + "-" + name;
    }
}
