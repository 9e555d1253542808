package dev.trialstream.training.data;

/** Unusable data. The message is one line: the file, the line or column, what was wrong there and what was expected. */
public sealed class BadData extends RuntimeException permits MissingData {
    public BadData(String file, String complaint) {
        super(file + ": " + complaint);
    }

    static BadData atLine(String file, long line, String complaint) {
        return new BadData(file + " line " + line, complaint);
    }

    static BadData inColumn(String file, String column, String complaint) {
        return new BadData(file + " column " + column, complaint);
    }
}
