package dev.trialstream.worker.command;

/**
 * Finds out why a program has ended, from its output: the last line of its standard error, or, if Java crashed, the
 * line that describes the crash, which may be on standard output. Thread-safe.
 */
final class LastWords {
    private static final String CRASH = "A fatal error has been detected by the Java Runtime Environment";
    private static final String NO_MEMORY = "There is insufficient memory for the Java Runtime Environment";

    private String last = "";
    private String crash = "";
    private boolean crashing;

    /** Records a line of standard error. */
    synchronized void hear(String line) {
        String words = line.substring(line.lastIndexOf('\r') + 1).strip();
        if (!withoutHash(words).isEmpty()) {
            last = words;
        }
        overhear(line);
    }

    /** Records a line of standard output. */
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
