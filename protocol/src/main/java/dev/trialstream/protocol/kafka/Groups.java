package dev.trialstream.protocol.kafka;

/** Names of the groups of an installation that share work, in one place for those who join them and those who grant it. */
public final class Groups {
    private Groups() {}

    /** Orchestrators that share the history; also how their transactional ids begin. */
    public static String orchestrator(Topics topics) {
        return topics.group("orchestrator");
    }

    /** Orchestrators that share the inbox. */
    public static String inbox(Topics topics) {
        return topics.group("orchestrator-inbox");
    }

    /** Orchestrators that share telling the hooks. */
    public static String hooks(Topics topics) {
        return topics.group("orchestrator-hooks");
    }

    /** Whoever brings histories in: a transactional id, so that there is one at a time. */
    public static String imports(Topics topics) {
        return topics.group("import");
    }

    /** The judge: application id of Kafka Streams, with which its own topics and transactional ids begin. */
    public static String judge(Topics topics) {
        return topics.group("judge");
    }
}
