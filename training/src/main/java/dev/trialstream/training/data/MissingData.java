package dev.trialstream.training.data;

/** Data that this worker has not; another may have them. */
public final class MissingData extends BadData {
    public MissingData(String file, String complaint) {
        super(file, complaint);
    }
}
