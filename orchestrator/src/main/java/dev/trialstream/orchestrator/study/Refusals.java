package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.Complaint;
import dev.trialstream.protocol.study.Study;
import java.util.Locale;

/** Builds the refusals that clients read. */
final class Refusals {
    private Refusals() {}

    /** The wrong field, and the reason. */
    static Study.Objection of(String study, Complaint complaint) {
        Complaint.Grounds grounds = complaint.grounds();
        if (grounds instanceof Complaint.NameTaken taken) {
            String state = taken.state().name().toLowerCase(Locale.ROOT);
            return new Study.Objection(
                    "study", "a study " + study + " exists already (" + state + "); give it another name");
        } else if (grounds instanceof Complaint.NoSuchStudy) {
            return new Study.Objection("study", "there is no study " + study);
        } else if (grounds instanceof Complaint.SearchOver) {
            return new Study.Objection("command", "the search of study " + study + " is over");
        } else if (grounds instanceof Complaint.Invalid invalid) {
            return invalid.objection();
        }
        throw new IllegalStateException("no words for " + grounds);
    }
}
