package dev.trialstream.training.data;

import java.util.List;
import java.util.Optional;

/** Names the files of a folder that are not read. */
final class LeftOut {
    private static final int NAMED = 5;

    private LeftOut() {}

    /**
     * A line that counts the files and names the first of them; empty if there are none.
     *
     * @param why such as {@code which are hidden}
     */
    static Optional<String> note(List<String> files, String why) {
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("left out " + counted(files) + " " + why + ": " + first(files));
    }

    /**
     * A line about files that are read in part; empty if there are none.
     *
     * @param how the files are, such as {@code animated}
     */
    static Optional<String> named(List<String> files, String how, String consequence) {
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(counted(files) + (files.size() == 1 ? " is " : " are ") + how + ", " + consequence + ": "
                        + first(files));
    }

    private static String counted(List<String> files) {
        return files.size() + (files.size() == 1 ? " file" : " files");
    }

    private static String first(List<String> files) {
        String named = String.join(", ", files.subList(0, Math.min(NAMED, files.size())));
        return files.size() > NAMED ? named + " and " + (files.size() - NAMED) + " more" : named;
    }
}
