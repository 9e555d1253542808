package dev.trialstream.training.data;

/** Data that this worker lacks; another worker may have them. */
public final class MissingData extends BadData {
    public MissingData(String file, String complaint) {
        super(file, complaint);
    }
}
