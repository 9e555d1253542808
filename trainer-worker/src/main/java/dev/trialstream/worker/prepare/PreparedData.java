package dev.trialstream.worker.prepare;

import dev.trialstream.protocol.study.Split;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.data.Dataset;
import dev.trialstream.worker.data.Parts;
import dev.trialstream.worker.data.Splitter;
import java.util.List;

/** A data set, parted and turned into numbers. Shared between trainings: nobody writes into its arrays. */
public record PreparedData(Preparation preparation, PreparedRows train, PreparedRows validation, PreparedRows test) {

    /** @throws BadData where the rows cannot be parted so */
    public static PreparedData of(Dataset data, Split split, Scaling scaling) {
        Parts parts = Splitter.split(data, split);
        Preparation preparation = Preparation.fit(data, parts.train(), scaling);
        return new PreparedData(
                preparation,
                preparation.apply(data, parts.train()),
                preparation.apply(data, parts.validation()),
                preparation.apply(data, parts.test()));
    }

    public int inputs() {
        return preparation.width();
    }

    /** The labels of the classes, in the order of the network's outputs. */
    public List<String> classes() {
        return preparation.labels();
    }
}
