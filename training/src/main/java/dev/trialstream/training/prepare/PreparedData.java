package dev.trialstream.training.prepare;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.RowSplit;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.plan.InputShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A data set, split and prepared. Trainings share it, so its arrays must not be changed.
 *
 * @param validation empty if all rows are used for training
 * @param split the parts of the data, however the rows are used
 */
public record PreparedData(
        Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test, RowSplit split) {

    /** Rows whose places in the data are not known. */
    public PreparedData(Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test) {
        this(preparation, train, validation, test, new RowSplit(new int[0], new int[0], new int[0]));
    }

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
                preparation.apply(data, parts.validation()).grouped(groups(data, split, parts.validation())),
                preparation.apply(data, parts.test()).grouped(groups(data, split, parts.test())),
                use.mode() == RowUse.Mode.AS_SPLIT && split.folds() == null ? parts : Splitter.split(data, split));
    }

    private static int @Nullable [] groups(Examples data, Split split, int[] rows) {
        Column key = split.group() == null ? null : data.key();
        return key == null ? null : Arrays.stream(rows).map(key::code).toArray();
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
        return new PreparedData(preparation, train.of(rows), validation, test, split);
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
                : new PreparedData(preparation, train.augmented(augmentation), validation, test, split);
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
