package dev.trialstream.cli;

import java.nio.file.Path;

/** Where this process logs to. To be said before anything logs. */
final class Logs {
    private Logs() {}

    static void to(Path folder) {
        System.setProperty("trialstream.logs", folder.toString());
    }
}
