package dev.trialstream.cli;

import dev.trialstream.cli.exchange.ExportCommand;
import dev.trialstream.cli.exchange.ImportCommand;
import dev.trialstream.cli.policy.PolicyCommand;
import dev.trialstream.cli.policy.SchemaCommand;
import dev.trialstream.cli.pool.PoolCommand;
import dev.trialstream.cli.pool.WorkersCommand;
import dev.trialstream.cli.replay.ReplayCommand;
import dev.trialstream.cli.service.BrokerCommand;
import dev.trialstream.cli.service.HealthCommand;
import dev.trialstream.cli.service.MetricsCommand;
import dev.trialstream.cli.service.OrchestratorCommand;
import dev.trialstream.cli.service.UpCommand;
import dev.trialstream.cli.service.WorkerCommand;
import dev.trialstream.cli.study.StudyCommand;
import dev.trialstream.cli.study.SubmitCommand;
import dev.trialstream.cli.study.TrialCommand;
import dev.trialstream.cli.topics.AclsCommand;
import dev.trialstream.cli.topics.ConfigCommand;
import dev.trialstream.cli.topics.DlqCommand;
import dev.trialstream.cli.topics.TopicsCommand;
import dev.trialstream.policy.Description;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.Providers;
import dev.trialstream.protocol.Version;
import dev.trialstream.protocol.service.Deserialization;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The {@code trialstream} command. Exit codes: 0 done, 2 bad input, 1 failure, 130 interrupted. An error is one line on
 * standard error that names the thing, what was wrong and what to do.
 */
@Command(
        name = "trialstream",
        description = "Tunes neural networks over an event log: Kafka, Kafka Streams and DL4J.",
        mixinStandardHelpOptions = true,
        versionProvider = Trialstream.Build.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Trialstream {
    private Trialstream() {}

    public static void main(String[] args) {
        Deserialization.refuse();
        int exitCode = execute(args, System.out, System.err);
        System.out.flush();
        System.exit(exitCode);
    }

    /** Runs a command line in this process and returns its exit code. */
    public static int execute(String[] args, PrintStream out, PrintStream err) {
        Streams streams = new Streams(out, err);
        CommandLine command = new CommandLine(new Trialstream())
                .addSubcommand(new TuneCommand(streams))
                .addSubcommand(new RunCommand(streams))
                .addSubcommand(new ResumeCommand(streams))
                .addSubcommand(new UpCommand(streams))
                .addSubcommand(new BrokerCommand(streams))
                .addSubcommand(new OrchestratorCommand(streams))
                .addSubcommand(new WorkerCommand(streams))
                .addSubcommand(new MetricsCommand(streams))
                .addSubcommand(new PoolCommand(streams))
                .addSubcommand(new WorkersCommand(streams))
                .addSubcommand(new HealthCommand(streams))
                .addSubcommand(new PredictCommand(streams))
                .addSubcommand(new TopicsCommand(streams))
                .addSubcommand(new AclsCommand(streams))
                .addSubcommand(new ConfigCommand(streams))
                .addSubcommand(new DlqCommand(streams))
                .addSubcommand(new CommandLine(new StudyCommand(streams))
                        .addSubcommand(new SubmitCommand(streams))
                        .addSubcommand(new ExportCommand(streams))
                        .addSubcommand(new ImportCommand(streams)))
                .addSubcommand(new TrialCommand(streams))
                .addSubcommand(new ReplayCommand(streams))
                .addSubcommand(
                        PolicyCommand.of("samplers", "samplers", streams, () -> Description.of(Samplers.onClassPath())))
                .addSubcommand(PolicyCommand.of(
                        "rules", "stopping rules", streams, () -> Description.of(StoppingRules.onClassPath())))
                .addSubcommand(new SchemaCommand(streams))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((problem, ignored) -> badCommandLine(problem, err))
                .setExecutionExceptionHandler((problem, ignored, parsed) -> failed(problem, err));
        if (args.length == 0) {
            command.usage(out);
            return UserError.BAD_INPUT;
        }
        return command.execute(args);
    }

    /** The output of {@code --version}. */
    static final class Build implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"trialstream " + Version.current()};
        }
    }

    private static int badCommandLine(ParameterException problem, PrintStream err) {
        String name = problem.getCommandLine().getCommandSpec().qualifiedName(" ");
        String complaint =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        err.println("error: " + complaint + "; see " + name + " --help");
        return UserError.BAD_INPUT;
    }

    private static int failed(Exception problem, PrintStream err) {
        if (problem instanceof UserError known) {
            err.println("error: " + known.getMessage());
            return known.exitCode();
        } else if (problem instanceof Providers.Broken) {
            err.println("error: " + problem.getMessage());
            return UserError.BAD_INPUT;
        }
        String where =
                Logs.keep(problem).map(folder -> "; the log is in " + folder).orElse("");
        err.println("error: " + problem + where);
        return UserError.FAILURE;
    }
}
