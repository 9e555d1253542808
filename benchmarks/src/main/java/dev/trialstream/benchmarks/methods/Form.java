package dev.trialstream.benchmarks.methods;

/** The data for a comparison, and the procedure. */
enum Form {
    DIGITS("error", "digits, share of the test rows wrong", "Digits, % of the test rows wrong", 0.2 / 0.6),
    IMAGES(
            "error",
            "digits as images, share of the test rows wrong",
            "Digits as images, % of the test rows wrong",
            0.2 / 0.6),
    SERIES(
            "error",
            "digits as series of eight steps, share of the test rows wrong",
            "Digits as series, % of the test rows wrong",
            0.2 / 0.6),
    HEAT(
            "rmse",
            "`examples/heat.csv`, root mean square error of the test rows in kWh",
            "Heat, root mean square error in kWh",
            0.2 / 0.6),
    LONG_TAIL(
            "balanced_error",
            "long-tailed digits, balanced error of the test rows (20 of each class)",
            "Long-tailed digits, % balanced error",
            LongTail.share(LongTail.learnt())),
    /**
     * A rate is chosen by four folds, and validated again by four others. Then four networks train on all rows but the
     * test rows, and their test errors are averaged.
     */
    LONG_TAIL_FOLDS(
            "balanced_error",
            "long-tailed digits, balanced error of the test rows (20 of each class), a rate chosen by four-fold cross-validation, validated on rows parted anew, tested as the mean of four networks that learn from all other rows",
            "Long-tailed digits, % balanced error",
            LongTail.share(LongTail.pooled()));

    private final String metric;
    private final String description;
    private final String words;
    private final double share;

    Form(String metric, String description, String words, double share) {
        this.metric = metric;
        this.description = description;
        this.words = words;
        this.share = share;
    }

    /** The metric that counts, without the prefix for the part of the rows. */
    String metric() {
        return metric;
    }

    String description() {
        return description;
    }

    /** The words before figures. */
    String inWords() {
        return words;
    }

    /** Ratio of test rows to training rows. */
    double share() {
        return share;
    }

    /** Whether the metric is a share of rows. */
    boolean ofClasses() {
        return this != HEAT;
    }
}
