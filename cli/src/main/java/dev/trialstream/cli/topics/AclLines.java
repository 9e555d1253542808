package dev.trialstream.cli.topics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Access rules as arguments of Kafka's own {@code kafka-acls.sh}, one line per resource. */
final class AclLines {
    private static final Map<ResourceType, String> OPTION = Map.of(
            ResourceType.TOPIC, "--topic",
            ResourceType.GROUP, "--group",
            ResourceType.TRANSACTIONAL_ID, "--transactional-id");

    private AclLines() {}

    /**
     * @param begin of each line
     * @param bindings of one principal, all of which allow
     */
    static Stream<String> of(String begin, List<AclBinding> bindings) {
        Map<String, List<AccessControlEntry>> byResource = bindings.stream()
                .collect(Collectors.groupingBy(
                        binding -> resource(binding.pattern()),
                        TreeMap::new,
                        Collectors.mapping(AclBinding::entry, Collectors.toList())));
        return byResource.entrySet().stream()
                .map(line -> begin + " --add --allow-principal "
                        + quoted(line.getValue().get(0).principal()) + operations(line.getValue()) + line.getKey());
    }

    private static String resource(ResourcePattern pattern) {
        String option = OPTION.get(pattern.resourceType());
        if (option == null) {
            throw new IllegalStateException("no option for " + pattern);
        }
        return " " + option + " " + quoted(pattern.name())
                + (pattern.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
    }

    private static String operations(List<AccessControlEntry> entries) {
        return entries.stream()
                .map(entry -> " --operation " + camel(entry.operation()))
                .collect(Collectors.joining());
    }

    private static String camel(AclOperation operation) {
        return Stream.of(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** For a shell. */
    static String quoted(String text) {
        return text.matches("[\\w.:/@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
