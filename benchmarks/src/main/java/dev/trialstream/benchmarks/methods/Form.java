package dev.trialstream.benchmarks.methods;

/** The data that arms are compared on, and how. */
enum Form {
    DIGITS("error", "digits, share of the test rows wrong", 0.2 / 0.6),
    IMAGES("error", "digits as images, share of the test rows wrong", 0.2 / 0.6),
    SERIES("error", "digits as series of eight steps, share of the test rows wrong", 0.2 / 0.6),
    HEAT("rmse", "`examples/heat.csv`, root mean square error of the test rows in kWh", 0.2 / 0.6),
    LONG_TAIL(
            "balanced_error",
            "long-tailed digits, balanced error of the test rows (20 of each class)",
            LongTail.share(LongTail.learnt())),
    /** Validated by four folds; then four networks learn from all rows but the test rows, and their test errors are averaged. */
    LONG_TAIL_FOLDS(
            "balanced_error",
            "long-tailed digits, balanced error of the test rows (20 of each class), tuned by four-fold cross-validation, then the mean of four networks that learn from all other rows",
            LongTail.share(LongTail.pooled()));

    private final String metric;
    private final String description;
    private final double share;

    Form(String metric, String description, double share) {
        this.metric = metric;
        this.description = description;
        this.share = share;
    }

    /** That counts, without the part of the rows it is of. */
    String metric() {
        return metric;
    }

    String description() {
        return description;
    }

    /** Test rows to training rows. */
    double share() {
        return share;
    }

    /** Whether what counts is a share of rows. */
    boolean ofClasses() {
        return this != HEAT;
    }
}
