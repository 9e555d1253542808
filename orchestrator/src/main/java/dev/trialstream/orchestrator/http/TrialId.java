package dev.trialstream.orchestrator.http;

import dev.trialstream.protocol.Ids;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a trial id. */
record TrialId(String study, int number) {
    private static final Pattern ID = Pattern.compile("([a-z0-9-]{1,63})\\.([1-9]\\d{0,8})");

    /** Empty if {@code text} is no trial id. */
    static Optional<TrialId> parse(String text) {
        Matcher id = ID.matcher(text);
        return id.matches() && Ids.isStudy(id.group(1))
                ? Optional.of(new TrialId(id.group(1), Integer.parseInt(id.group(2))))
                : Optional.empty();
    }

    String trial() {
        return Ids.trial(study, number);
    }
}
