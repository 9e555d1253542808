package dev.trialstream.cli;

/** An error that the user can correct: one line, no stack trace, and its exit code. */
public final class UserError extends RuntimeException {
    /** Exit code: bad input. */
    public static final int BAD_INPUT = 2;

    /** Exit code: the run failed. */
    public static final int FAILURE = 1;

    /** Exit code: interrupted; the study is paused. */
    public static final int INTERRUPTED = 130;

    private final int exitCode;

    private UserError(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    public static UserError badInput(String line) {
        return new UserError(BAD_INPUT, line);
    }

    public static UserError failure(String line) {
        return new UserError(FAILURE, line);
    }

    public int exitCode() {
        return exitCode;
    }
}
