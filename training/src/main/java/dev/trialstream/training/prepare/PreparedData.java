package dev.trialstream.training.prepare;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.RowSplit;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.plan.InputShape;

/**
 * A data set, split and prepared. Trainings share it, so its arrays must not be changed.
 *
 * @param validation empty if all rows are used for training
 */
public record PreparedData(Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test) {

    /** @throws BadData if the rows cannot be split this way */
    public static PreparedData of(Examples data, Split split, RowUse use, Recipe recipe) {
        return of(data, split, use, 0, recipe);
    }

    /**
     * @param fold to validate on, from 0, if the split has folds
     * @throws BadData if the rows cannot be split this way
     */
    static PreparedData of(Examples data, Split split, RowUse use, int fold, Recipe recipe) {
        RowSplit parts = Splitter.split(data, split, use, fold);
        Preparation preparation = Preparation.fit(data, parts.train(), recipe);
        return new PreparedData(
                preparation,
                preparation.apply(data, parts.train()),
                preparation.apply(data, parts.validation()),
                preparation.apply(data, parts.test()));
    }

    /**
     * With the classes of the training rows resampled to one size. Other rows, and the preparation fitted before, do
     * not change.
     *
     * @param seed of the draw; it changes the rows, but never their number
     * @throws IllegalArgumentException if the task is a regression
     */
    public PreparedData resampled(Resample resample, long seed) {
        if (resample == Resample.NONE) {
            return this;
        }
        if (!(train.answers() instanceof TargetEncoding.Classes classes)) {
            throw new IllegalArgumentException(
                    "parameter resample: a regression has no classes to bring to one size, expected none");
        }
        int[] rows = resample.rows(classes.labels(), classes.classes(), seed);
        return new PreparedData(preparation, train.of(rows), validation, test);
    }

    /** Number of stored values in all parts, four bytes each. */
    long numbers() {
        return (long) inputs() * (train.count() + validation.count() + test.count());
    }

    /**
     * With image augmentation of the training rows.
     *
     * @throws IllegalArgumentException if the parameters ask for it and the data are not images
     */
    public PreparedData augmented(Parameters parameters) {
        Augmentation augmentation = ImageAugmentation.of(parameters, shape());
        return augmentation == null
                ? this
                : new PreparedData(preparation, train.augmented(augmentation), validation, test);
    }

    /** Whether there are validation rows. */
    public boolean validates() {
        return validation.count() > 0;
    }

    /** The layout of a row. */
    public InputShape shape() {
        return preparation.shape();
    }

    public int inputs() {
        return preparation.width();
    }
}
