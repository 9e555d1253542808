package dev.trialstream.training.prepare;

import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.Labels;
import dev.trialstream.training.data.Quantities;
import dev.trialstream.training.data.RowSplit;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.data.Together;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads data once and summarises them. */
public final class Profiler {
    private Profiler() {}

    /**
     * @param file path of {@code spec} on this machine
     * @throws BadData if the file cannot be read, used or split
     */
    public static DataProfile profile(Path file, DataSpec spec) {
        return profile(file, spec, 0);
    }

    /**
     * Profiles the data of {@code request}.
     *
     * @param file path of the data on this machine
     * @throws BadData if they cannot be read, used or split
     */
    public static DataProfile profile(Path file, StudyRequest request) {
        return profile(file, request.requireData(), side(request));
    }

    /** The smallest image size of any trial; 0 if images are unchanged. */
    private static int side(StudyRequest request) {
        Dimension searched =
                request.space() == null ? null : request.space().dimensions().get("image_size");
        Object side = searched == null ? request.fixed().get("image_size").orElse(0) : searched.at(0);
        return ((Number) side).intValue();
    }

    private static DataProfile profile(Path file, DataSpec spec, int side) {
        Examples data = Examples.read(file, spec, side);
        Split.@Nullable Repeats repeats = Together.repeats(data, spec.split());
        Split split = spec.split().withRepeats(repeats);
        RowSplit parts = Splitter.split(data, split, RowUse.AS_SPLIT);
        int distinct = (int) Arrays.stream(data.groups()).distinct().count();
        return new DataProfile(
                data.sha256(),
                data.target().task(),
                data.rows(),
                data.rows() - distinct,
                ColumnProfiles.of(data),
                data.target() instanceof Labels labels ? labels.counts() : Map.of(),
                // The width does not depend on the scaling.
                Preparation.fit(data, parts.train(), Recipe.scaled(Scaling.NONE))
                        .width(),
                parts.train().length,
                parts.validation().length,
                parts.test().length,
                data.target() instanceof Quantities quantities ? quantities.summary() : null,
                notes(data, spec.split(), repeats, distinct),
                repeats);
    }

    private static @Nullable List<String> notes(
            Examples data, Split asked, Split.@Nullable Repeats repeats, int distinct) {
        List<String> notes = new ArrayList<>(data.notes());
        if (asked.repeats() == null && repeats == Split.Repeats.APART) {
            notes.add("split row by row, because " + data.rows() + " rows have " + distinct
                    + " different inputs: a row to predict will be a known one, too; data.split: {repeats: together}"
                    + " keeps them in one part");
        }
        return notes.isEmpty() ? null : notes;
    }
}
