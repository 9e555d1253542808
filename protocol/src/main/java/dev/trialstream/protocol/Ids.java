package dev.trialstream.protocol;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names of studies, trials and jobs. They become file names, metric names and keys, so every input is checked. */
public final class Ids {
    /** Pattern of study ids, and of the names of commands, engines and trainers. */
    public static final String STUDY_PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    /** What {@link #STUDY_PATTERN} matches, in words. */
    public static final String STUDIES = "lower-case letters, digits and hyphens, 63 at most";

    /** Numbers of trials have nine digits at most. */
    private static final Pattern JOB = Pattern.compile(STUDY_PATTERN + "\\.([1-9][0-9]{0,8}|profile|deliver|cleanup)");

    private static final Pattern STUDY = Pattern.compile(STUDY_PATTERN);

    /** Pattern of parameter and metric names. */
    public static final String NAME_PATTERN = "[A-Za-z_][A-Za-z0-9_.]{0,99}";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    /** What {@link #isName} accepts, in words. */
    public static final String NAMES =
            "letters from a to z, digits, dots and underscores, 100 at most, not a digit first";

    private Ids() {}

    /** Whether {@code text} is a valid name of a parameter or a metric. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public static boolean isStudy(String text) {
        return STUDY.matcher(text).matches();
    }

    /** Whether {@code text} is the id of a trial, or of a job that a study has once. */
    public static boolean isJob(String text) {
        return JOB.matcher(text).matches();
    }

    /** The id of trial {@code number} (from 1): {@code <study>.<number>}, whatever the attempt. */
    public static String trial(String study, int number) {
        return study + "." + number;
    }

    /** The study of a trial or job id. */
    public static String studyOf(String job) {
        int dot = job.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a trial or job id: " + job);
        }
        return job.substring(0, dot);
    }

    /** The id for an unnamed study of one trial. It derives from the request, so it is the same at every reading. */
    public static String ofOneTrial(String submission) {
        return "trial-" + unique(submission);
    }

    /** The id for an unnamed study. It derives from the request, so it is the same at every reading. */
    public static String ofOneRequest(String submission) {
        return "study-" + unique(submission);
    }

    private static String unique(String submission) {
        return String.valueOf(UUID.nameUUIDFromBytes(submission.getBytes(StandardCharsets.UTF_8)));
    }

    /** The number of a trial. */
    public static int numberOf(String trial) {
        return Integer.parseInt(trial.substring(trial.lastIndexOf('.') + 1));
    }

    /** The job that reads the data of a study before the study is accepted. */
    public static String profileJob(String study) {
        return study + ".profile";
    }

    /** The job that scores the winner on the test rows and writes the model. */
    public static String deliverJob(String study) {
        return study + ".deliver";
    }

    /** The job that deletes from the store what a study no longer needs. */
    public static String cleanupJob(String study) {
        return study + ".cleanup";
    }
}
