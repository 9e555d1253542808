package dev.trialstream.cli;

import java.nio.file.Path;

/** Where this process logs to. To be said before anything logs. */
public final class Logs {
    private Logs() {}

    /** Into files of a folder: standard output and standard error belong to the user. */
    public static void to(Path folder) {
        System.setProperty("trialstream.logs", folder.toString());
    }

    /** As whoever runs services expects it. */
    public static void toStandardError() {
        System.setProperty("trialstream.log.file", "OFF");
        System.setProperty("trialstream.log.console", "INFO");
    }
}
