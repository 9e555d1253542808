package dev.trialstream.worker.prepare;

import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.data.Dataset;
import dev.trialstream.worker.data.Parts;
import dev.trialstream.worker.data.Splitter;
import dev.trialstream.worker.plan.InputShape;

/**
 * A data set, parted and turned into numbers. Shared between trainings: nobody writes into its arrays.
 *
 * @param validation without rows where all of them are learnt from
 */
public record PreparedData(Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test) {

    /** @throws BadData where the rows cannot be parted so */
    public static PreparedData of(Dataset data, Split split, RowUse use, Scaling scaling) {
        Parts parts = Splitter.split(data, split, use);
        Preparation preparation = Preparation.fit(data, parts.train(), scaling);
        return new PreparedData(
                preparation,
                preparation.apply(data, parts.train()),
                preparation.apply(data, parts.validation()),
                preparation.apply(data, parts.test()));
    }

    /** Numbers held, all parts together: what they cost is four bytes each. */
    long numbers() {
        return (long) inputs() * (train.count() + validation.count() + test.count());
    }

    /** How a network is to understand a row. */
    public InputShape shape() {
        return new InputShape.Flat(inputs());
    }

    public int inputs() {
        return preparation.width();
    }
}
