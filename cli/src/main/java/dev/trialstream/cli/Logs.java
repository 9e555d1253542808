package dev.trialstream.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Where this process logs to. Until a command says so, nothing is kept; loggers that were made before then follow.
 * Whoever brings a Logback configuration of his own ({@code -Dlogback.configurationFile}) keeps it.
 */
public final class Logs {
    private static final String UNDECIDED = "trialstream.logs.undecided";
    private static final String FOLDER = "trialstream.logs";

    private Logs() {}

    /** Into files of a folder: standard output and standard error belong to the user. */
    public static void to(Path folder) {
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        decide("/logging-to-files.xml");
    }

    /** As whoever runs services expects it. */
    public static void toStandardError() {
        decide("/logging-to-standard-error.xml");
    }

    /** Keeps what nobody expected; returns the folder it is in, where that is one. */
    static Optional<String> keep(Exception unexpected) {
        if (undecided()) {
            to(Path.of(System.getProperty("user.home"), ".trialstream", "logs"));
        }
        LoggerFactory.getLogger(Logs.class).error("unexpected", unexpected);
        return Optional.ofNullable(System.getProperty(FOLDER));
    }

    private static boolean undecided() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getProperty(UNDECIDED) != null;
    }

    private static void decide(String configuration) {
        if (!undecided() || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        URL resource = Logs.class.getResource(configuration);
        JoranConfigurator configurator = new JoranConfigurator();
        context.reset();
        configurator.setContext(context);
        try {
            configurator.doConfigure(resource);
        } catch (JoranException e) {
            throw new IllegalStateException(configuration, e);
        }
    }
}
