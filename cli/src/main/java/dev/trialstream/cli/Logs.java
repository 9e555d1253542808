package dev.trialstream.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Configures logging. Nothing is logged until a command chooses a destination; existing loggers then follow. A user's
 * Logback configuration ({@code -Dlogback.configurationFile}) is kept.
 */
public final class Logs {
    private static final String UNDECIDED = "trialstream.logs.undecided";
    private static final String FOLDER = "trialstream.logs";

    private Logs() {}

    /** Logs into files of a folder, because standard output and standard error belong to the user. */
    public static void to(Path folder) {
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        decide("/logging-to-files.xml");
    }

    /** Logs to standard error, as usual for services. */
    public static void toStandardError() {
        decide("/logging-to-standard-error.xml");
    }

    /** Logs an unexpected exception; returns the log folder, if there is one. */
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
