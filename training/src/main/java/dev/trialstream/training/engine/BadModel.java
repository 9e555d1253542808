package dev.trialstream.training.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder without a valid delivered model. The message is one line: which, what was wrong and what was
 * expected.
 */
public final class BadModel extends RuntimeException {
    public BadModel(Path where, String complaint) {
        this(where, complaint, null);
    }

    public BadModel(Path where, String complaint, @Nullable Throwable cause) {
        super(where + ": " + complaint, cause);
    }
}
