package dev.trialstream.protocol.kafka;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The access that each role needs on a broker that denies everything else. Only an administrator may create or change
 * topics and group settings. Every role may see the topics, to check them at startup. Reading and writing imply
 * describing; a principal that may write to a topic may also do so idempotently (Kafka 3.0 and newer).
 */
public final class AccessRules {
    private static final String ANY_HOST = "*";

    private AccessRules() {}

    /** Principals that connect to the broker. */
    public enum Role {
        /** Proposes trials; also answers commands and queries over HTTP. */
        ORCHESTRATOR,
        /** Trains trials. */
        WORKER,
        /** Judges trials, with Kafka Streams. */
        METRICS,
        /** Publishes studies and follows them. */
        PUBLISHER,
        /** Imports studies that ended elsewhere. */
        IMPORTER
    }

    /** @param principal name on the broker, such as {@code User:alice} or {@code User:CN=alice} */
    public static List<AclBinding> of(Role role, Topics topics, String principal) {
        Stream<Need> needs = switch (role) {
            case ORCHESTRATOR -> orchestrator(topics);
            case WORKER -> worker(topics);
            case METRICS -> metrics(topics);
            case PUBLISHER -> publisher(topics);
            case IMPORTER -> importer(topics);
        };
        return Stream.concat(seen(topics), needs)
                .flatMap(need -> need.bindings(principal))
                .distinct()
                .toList();
    }

    /** @param operations needed on one resource, or on all resources with the given prefix */
    private record Need(ResourceType type, PatternType pattern, String name, List<AclOperation> operations) {
        Stream<AclBinding> bindings(String principal) {
            return operations.stream()
                    .map(operation -> new AclBinding(
                            new ResourcePattern(type, name, pattern),
                            new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
        }
    }

    private static Stream<Need> seen(Topics topics) {
        return on(DESCRIBE, TopicLayout.of(topics, 1).stream().map(TopicSettings::name));
    }

    private static Stream<Need> orchestrator(Topics topics) {
        return Stream.of(
                        reads(
                                topics.studies(),
                                topics.requests(),
                                topics.events(),
                                topics.decisions(),
                                topics.workers(),
                                topics.best(),
                                topics.summaries(),
                                topics.positions()),
                        writes(
                                topics.events(),
                                topics.dispatch(TopicLayout.CPU),
                                topics.dispatch(TopicLayout.GPU),
                                topics.decisions(),
                                topics.summaries(),
                                topics.workers(),
                                topics.positions(),
                                topics.deadLetters()),
                        joins(Groups.orchestrator(topics), Groups.inbox(topics), Groups.hooks(topics)),
                        transacts(Groups.orchestrator(topics) + "-"))
                .flatMap(needs -> needs);
    }

    /**
     * A worker may read its group's settings, so that it can report missing ones; without these settings it would miss
     * work.
     */
    private static Stream<Need> worker(Topics topics) {
        return Stream.of(
                        reads(
                                topics.dispatch(TopicLayout.CPU),
                                topics.dispatch(TopicLayout.GPU),
                                topics.decisions(),
                                topics.workers()),
                        writes(topics.events(), topics.workers()),
                        TopicLayout.DEVICES.stream()
                                .map(device -> TopicLayout.workerGroup(topics, device))
                                .map(group -> new Need(GROUP, LITERAL, group, List.of(READ, DESCRIBE_CONFIGS))))
                .flatMap(needs -> needs);
    }

    /** Kafka Streams keeps the judge's state in its own topics and creates them if missing. */
    private static Stream<Need> metrics(Topics topics) {
        String own = Groups.judge(topics) + "-";
        return Stream.of(
                        reads(topics.events(), topics.positions()),
                        writes(topics.decisions(), topics.best()),
                        joins(Groups.judge(topics)),
                        transacts(own),
                        Stream.of(new Need(TOPIC, PREFIXED, own, List.of(CREATE, READ, WRITE))))
                .flatMap(needs -> needs);
    }

    private static Stream<Need> publisher(Topics topics) {
        return Stream.concat(
                writes(topics.studies(), topics.requests()),
                reads(
                        topics.events(),
                        topics.decisions(),
                        topics.best(),
                        topics.summaries(),
                        topics.workers(),
                        topics.deadLetters()));
    }

    private static Stream<Need> importer(Topics topics) {
        return Stream.of(
                        reads(topics.events()),
                        writes(topics.events(), topics.decisions(), topics.best(), topics.summaries()),
                        transacts(Groups.imports(topics)))
                .flatMap(needs -> needs);
    }

    private static Stream<Need> reads(String... names) {
        return on(READ, Stream.of(names));
    }

    private static Stream<Need> writes(String... names) {
        return on(WRITE, Stream.of(names));
    }

    private static Stream<Need> on(AclOperation operation, Stream<String> names) {
        return names.map(name -> new Need(TOPIC, LITERAL, name, List.of(operation)));
    }

    private static Stream<Need> joins(String... groups) {
        return Stream.of(groups).map(group -> new Need(GROUP, LITERAL, group, List.of(READ)));
    }

    private static Stream<Need> transacts(String prefix) {
        return Stream.of(new Need(TRANSACTIONAL_ID, PREFIXED, prefix, List.of(WRITE)));
    }
}
