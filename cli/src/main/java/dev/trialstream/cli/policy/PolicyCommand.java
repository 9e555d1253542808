package dev.trialstream.cli.policy;

import dev.trialstream.cli.Streams;
import dev.trialstream.policy.Description;
import dev.trialstream.protocol.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * {@code trialstream samplers} and {@code trialstream rules}: list the policies on the class path, including the user's
 * own.
 */
@Command(mixinStandardHelpOptions = true)
public final class PolicyCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print exactly one JSON array instead.")
    boolean json;

    private final Streams streams;
    private final Supplier<List<Description>> policies;

    private PolicyCommand(Streams streams, Supplier<List<Description>> policies) {
        this.streams = streams;
        this.policies = policies;
    }

    /**
     * @param name of the command
     * @param what it lists, in words
     */
    public static CommandLine of(String name, String what, Streams streams, Supplier<List<Description>> policies) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new PolicyCommand(streams, policies))
                .name(name);
        spec.usageMessage().description("Lists the " + what + " that a study can name, with their settings.");
        return new CommandLine(spec);
    }

    @Override
    public Integer call() {
        PrintStream out = streams.out();
        if (json) {
            out.println(Json.json().writeValueAsString(policies.get()));
            return 0;
        }
        for (Description policy : policies.get()) {
            out.printf("%-16s %s%n", policy.name(), policy.help());
            for (Description.Setting setting : policy.settings()) {
                String otherwise = setting.required()
                        ? "required"
                        : setting.otherwise() == null ? "may be left out" : "default " + setting.otherwise();
                out.printf("  %-14s %s %s, %s%n", setting.name(), setting.help(), setting.expected(), otherwise);
            }
        }
        return 0;
    }
}
