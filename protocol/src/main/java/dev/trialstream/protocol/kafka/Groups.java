package dev.trialstream.protocol.kafka;

/** Names of the groups of an installation that share work, for the members and for access rules. */
public final class Groups {
    private Groups() {}

    /** Orchestrators that share the history; also the prefix of their transactional ids. */
    public static String orchestrator(Topics topics) {
        return topics.group("orchestrator");
    }

    /** Orchestrators that share the inbox. */
    public static String inbox(Topics topics) {
        return topics.group("orchestrator-inbox");
    }

    /** Orchestrators that share the hook notifications. */
    public static String hooks(Topics topics) {
        return topics.group("orchestrator-hooks");
    }

    /** Transactional id of imports, so that only one runs at a time. */
    public static String imports(Topics topics) {
        return topics.group("import");
    }

    /** The judge: application id of Kafka Streams, and prefix of its internal topics and transactional ids. */
    public static String judge(Topics topics) {
        return topics.group("judge");
    }
}
