package dev.trialstream.worker.command;

/**
 * Why a program has ended, by what it has printed: the last line of its standard error, or, of a Java that crashes, the
 * one among its many that says what happened, which may come on standard output. Safe for use by several threads.
 */
final class LastWords {
    private static final String CRASH = "A fatal error has been detected by the Java Runtime Environment";
    private static final String NO_MEMORY = "There is insufficient memory for the Java Runtime Environment";

    private String last = "";
    private String crash = "";
    private boolean crashing;

    /** A line of standard error. */
    synchronized void hear(String line) {
        String words = line.substring(line.lastIndexOf('\r') + 1).strip();
        if (!withoutHash(words).isEmpty()) {
            last = words;
        }
        overhear(line);
    }

    /** A line of standard output. */
    synchronized void overhear(String line) {
        String told = withoutHash(line);
        if (told.isEmpty() || !line.startsWith("#")) {
            return;
        }
        if (told.startsWith(NO_MEMORY) || (crashing && crash.isEmpty())) {
            crash = told;
        }
        crashing |= told.startsWith(CRASH);
    }

    private static String withoutHash(String line) {
        return (line.startsWith("#") ? line.substring(1) : line).strip();
    }

    synchronized String words() {
        return crash.isEmpty() ? last : crash;
    }
}
