package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.TopicLayout.TopicSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics and the settings of the share groups. Doing it again changes nothing. */
public final class TopicProvisioner {
    private static final Map<String, String> SHARE_GROUP = Map.of(
            "share.auto.offset.reset", "earliest",
            "share.isolation.level", "read_committed",
            "share.record.lock.duration.ms", "15000");

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /** Creates what is missing, with the broker's own replication factor; existing topics are left as they are. */
    public void apply(Topics topics, int partitions) {
        create(TopicLayout.of(topics, partitions));
        configureShareGroup(workerGroup(topics, TopicLayout.CPU));
    }

    /** The share group of the workers of one class of device. */
    public static String workerGroup(Topics topics, String device) {
        return topics.group("workers-" + device);
    }

    private void create(List<TopicSettings> wanted) {
        Set<String> existing =
                await(() -> new HashSet<>(admin.listTopics().names().get()));
        List<NewTopic> missing = wanted.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.config()))
                .toList();
        try {
            await(() -> admin.createTopics(missing).all().get());
        } catch (TopicExistsException quicker) {
            create(wanted); // another process is making them too: whatever it has not made is made now
        }
    }

    private void configureShareGroup(String group) {
        Collection<AlterConfigOp> settings = SHARE_GROUP.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        await(() ->
                admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get());
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
