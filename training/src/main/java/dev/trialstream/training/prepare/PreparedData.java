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
 * A data set, parted and turned into numbers. Shared between trainings: nobody writes into its arrays.
 *
 * @param validation without rows where all of them are learnt from
 */
public record PreparedData(Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test) {

    /** @throws BadData where the rows cannot be parted so */
    public static PreparedData of(Examples data, Split split, RowUse use, Recipe recipe) {
        return of(data, split, use, 0, recipe);
    }

    /**
     * @param fold to validate on, from 0, where the split has folds
     * @throws BadData where the rows cannot be parted so
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
     * With the classes of the training rows brought to one size; nothing else is touched, and the preparation stays as it
     * was fitted before.
     *
     * @param seed of the rows drawn; it changes which they are, never how many
     * @throws IllegalArgumentException where a regression is to be resampled
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

    /** Numbers held, all parts together: what they cost is four bytes each. */
    long numbers() {
        return (long) inputs() * (train.count() + validation.count() + test.count());
    }

    /**
     * With images that are changed a little each time they are learnt from.
     *
     * @throws IllegalArgumentException where the parameters ask for that of something else than images
     */
    public PreparedData augmented(Parameters parameters) {
        Augmentation augmentation = ImageAugmentation.of(parameters, shape());
        return augmentation == null
                ? this
                : new PreparedData(preparation, train.augmented(augmentation), validation, test);
    }

    /** Whether there are rows to validate on. */
    public boolean validates() {
        return validation.count() > 0;
    }

    /** How a network is to understand a row. */
    public InputShape shape() {
        return preparation.shape();
    }

    public int inputs() {
        return preparation.width();
    }
}
