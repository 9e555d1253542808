package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import dev.trialstream.protocol.kafka.TopicPlan.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Reads the topics and share group settings of a broker and creates what is missing. Idempotent. */
public final class TopicProvisioner {
    private static final Duration SIGHT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /**
     * Prepares the broker for a service: creates missing topics and share group settings. Alters no topic, and creates
     * nothing if a number of partitions is wrong. If nothing is missing, the right to see the topics is enough. A
     * client that may not see the group settings skips them.
     *
     * @return the topics with a wrong number of partitions; no service can work on them
     * @throws AuthorizationException if something is missing that this client may not create
     */
    public List<TopicPlan.Partitions> prepare(Topics topics) {
        Map<String, Map<String, String>> groups = groupSettings(topics);
        Map<String, TopicDescription> descriptions = descriptions(topics);
        List<Difference> differences = TopicPlan.of(
                topics,
                OptionalInt.empty(),
                new TopicPlan.Actual(durability(), settings(descriptions, Map.of()), replicas(descriptions), groups));
        List<TopicPlan.Partitions> wrong = TopicPlan.wrongPartitions(differences);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        apply(differences.stream()
                .filter(difference ->
                        difference instanceof TopicPlan.Missing || difference instanceof TopicPlan.GroupSetting)
                .toList());
        return wrong;
    }

    /** The differences from the layout; see {@link TopicPlan#of}. */
    public List<Difference> differences(Topics topics, OptionalInt partitions) {
        return TopicPlan.of(topics, partitions, actual(topics));
    }

    /**
     * Corrects {@code differences}, except numbers of partitions, which cannot be changed, and of replicas, which the
     * operator moves.
     */
    public void apply(List<Difference> differences) {
        of(differences, TopicPlan.Missing.class).forEach(this::create);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        of(differences, TopicPlan.TopicSetting.class)
                .forEach(it -> set(changes, ConfigResource.Type.TOPIC, it.name(), it.setting(), it.wanted()));
        of(differences, TopicPlan.GroupSetting.class)
                .forEach(it -> set(changes, ConfigResource.Type.GROUP, it.name(), it.setting(), it.wanted()));
        if (!changes.isEmpty()) {
            await(() -> admin.incrementalAlterConfigs(changes).all().get());
        }
        awaitSight(of(differences, TopicPlan.Missing.class)
                .map(missing -> missing.wanted().name())
                .collect(Collectors.toSet()));
    }

    /**
     * Waits until the topics are visible. The controller confirms a write at once; another broker may see it a moment
     * later.
     */
    private void awaitSight(Set<String> names) {
        long end = System.nanoTime() + SIGHT.toNanos();
        while (!names.isEmpty()
                && !await(() -> admin.listTopics().names().get()).containsAll(names)
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static <D extends Difference> Stream<D> of(List<Difference> differences, Class<D> kind) {
        return differences.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static void set(
            Map<ConfigResource, Collection<AlterConfigOp>> changes,
            ConfigResource.Type type,
            String name,
            String setting,
            String value) {
        changes.computeIfAbsent(new ConfigResource(type, name), resource -> new ArrayList<>())
                .add(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET));
    }

    private void create(TopicPlan.Missing missing) {
        TopicSettings topic = missing.durability().on(missing.wanted());
        int replicas = missing.durability().replicas();
        Optional<Short> factor = replicas == 0 ? Optional.empty() : Optional.of((short) replicas);
        NewTopic made = new NewTopic(topic.name(), Optional.of(topic.partitions()), factor).configs(topic.config());
        try {
            await(() -> admin.createTopics(List.of(made)).all().get());
        } catch (TopicExistsException quicker) {
            // another process is creating them too
        }
    }

    /** What the number of brokers allows. */
    public Durability durability() {
        return Durability.of(await(() -> admin.describeCluster().nodes().get()).size());
    }

    /** The offset at which each partition of a topic begins. */
    public SortedMap<TopicPartition, Long> beginnings(String topic) {
        Map<TopicPartition, OffsetSpec> earliest =
                await(() -> admin.describeTopics(Set.of(topic)).allTopicNames().get()).values().stream()
                        .flatMap(it -> it.partitions().stream())
                        .collect(Collectors.toMap(
                                it -> new TopicPartition(topic, it.partition()), it -> OffsetSpec.earliest()));
        SortedMap<TopicPartition, Long> begins = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        await(() -> admin.listOffsets(earliest).all().get())
                .forEach((partition, offset) -> begins.put(partition, offset.offset()));
        return begins;
    }

    private static Map<String, Integer> replicas(Map<String, TopicDescription> descriptions) {
        return descriptions.values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name,
                        topic -> topic.partitions().stream()
                                .mapToInt(partition -> partition.replicas().size())
                                .min()
                                .orElse(0)));
    }

    private TopicPlan.Actual actual(Topics topics) {
        Map<String, TopicDescription> descriptions = descriptions(topics);
        List<ConfigResource> groups = groups(topics);
        List<ConfigResource> resources = new ArrayList<>(groups);
        descriptions.keySet().forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> configs =
                await(() -> admin.describeConfigs(resources).all().get());
        return new TopicPlan.Actual(
                durability(), settings(descriptions, configs), replicas(descriptions), values(groups, configs));
    }

    private Map<String, TopicDescription> descriptions(Topics topics) {
        Set<String> names = TopicLayout.of(topics, TopicLayout.PARTITIONS).stream()
                .map(TopicSettings::name)
                .collect(Collectors.toSet());
        names.retainAll(await(() -> admin.listTopics().names().get()));
        return await(() -> admin.describeTopics(names).allTopicNames().get());
    }

    /** Assumed correct if this client may not see them. */
    private Map<String, Map<String, String>> groupSettings(Topics topics) {
        List<ConfigResource> groups = groups(topics);
        try {
            Map<ConfigResource, Config> configs =
                    await(() -> admin.describeConfigs(groups).all().get());
            return values(groups, configs);
        } catch (AuthorizationException e) {
            return groups.stream().collect(Collectors.toMap(ConfigResource::name, group -> TopicLayout.SHARE_GROUP));
        }
    }

    private static List<ConfigResource> groups(Topics topics) {
        return TopicLayout.DEVICES.stream()
                .map(device -> new ConfigResource(ConfigResource.Type.GROUP, TopicLayout.workerGroup(topics, device)))
                .toList();
    }

    private static Map<String, Map<String, String>> values(
            List<ConfigResource> groups, Map<ConfigResource, Config> configs) {
        return groups.stream().collect(Collectors.toMap(ConfigResource::name, group -> values(configs.get(group))));
    }

    private static Map<String, TopicSettings> settings(
            Map<String, TopicDescription> descriptions, Map<ConfigResource, Config> configs) {
        Map<String, TopicSettings> found = new HashMap<>();
        descriptions.forEach((name, topic) -> found.put(
                name,
                new TopicSettings(
                        name,
                        topic.partitions().size(),
                        values(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name))))));
        return found;
    }

    private static Map<String, String> values(@org.jspecify.annotations.Nullable Config config) {
        return config == null
                ? Map.of()
                : config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static <T> T await(Call<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private interface Call<T> {
        T get() throws ExecutionException, InterruptedException;
    }
}
