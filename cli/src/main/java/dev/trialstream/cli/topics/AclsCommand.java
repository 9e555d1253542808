package dev.trialstream.cli.topics;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.AccessRules;
import dev.trialstream.protocol.kafka.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trialstream acls print}: prints the access that each role needs on a broker that denies everything else. */
@Command(
        name = "acls",
        description = "Shows the access that each role needs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "print")
public final class AclsCommand {
    private static final String ROLES = "worker, orchestrator, metrics, publisher or importer";

    private final Streams streams;

    public AclsCommand(Streams streams) {
        this.streams = streams;
    }

    @Command(
            name = "print",
            description = "Prints the least access of a role as commands of Kafka's own kafka-acls.sh.",
            mixinStandardHelpOptions = true)
    int print(
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = ROLES + ".") String role,
            @Option(
                            names = "--principal",
                            paramLabel = "User:NAME",
                            description = "Who is to have it (default: User:trialstream-ROLE).")
                    @Nullable
                    String principal,
            @Option(
                            names = "--bootstrap-servers",
                            paramLabel = "HOST:PORT",
                            defaultValue = "HOST:PORT",
                            description = "The broker that the commands name; it is not asked.")
                    String bootstrapServers,
            @Option(
                            names = "--command-config",
                            paramLabel = "FILE",
                            description = "The file of an administrator that the commands name; it is not read.")
                    @Nullable
                    String commandConfig,
            @Option(names = "--json", description = "Print one JSON array instead.") boolean json) {
        String who = principal == null ? "User:trialstream-" + role : principal;
        List<AclBinding> bindings = AccessRules.of(role(role), Topics.STANDARD, checked(who));
        if (json) {
            streams.out()
                    .println(Json.json()
                            .writeValueAsString(
                                    bindings.stream().map(AclsCommand::fields).toList()));
            return 0;
        }
        String begin = "kafka-acls.sh --bootstrap-server " + AclLines.quoted(bootstrapServers)
                + (commandConfig == null ? "" : " --command-config " + AclLines.quoted(commandConfig));
        AclLines.of(begin, bindings).forEach(streams.out()::println);
        return 0;
    }

    private static AccessRules.Role role(String name) {
        return Stream.of(AccessRules.Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.badInput("--role: expected " + ROLES + ", got " + name));
    }

    private static String checked(String principal) {
        if (!principal.matches("User:.+")) {
            throw UserError.badInput("--principal: expected User:NAME as the broker names it, got " + principal);
        }
        return principal;
    }

    private static Map<String, String> fields(AclBinding binding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("resource_type", binding.pattern().resourceType().name());
        fields.put("name", binding.pattern().name());
        fields.put("pattern_type", binding.pattern().patternType().name());
        fields.put("principal", binding.entry().principal());
        fields.put("host", binding.entry().host());
        fields.put("operation", binding.entry().operation().name());
        fields.put("permission", binding.entry().permissionType().name());
        return fields;
    }
}
