package dev.trialstream.training.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What the beginning of a file says about its fields.
 *
 * @param separator of the fields
 * @param counts number of fields of the first records, the header's first
 */
record Layout(char separator, List<Integer> counts) {
    private static final String CANDIDATES = ",;\t|";
    private static final int RECORDS = 20;

    /**
     * A comma, unless another separator cuts the first records into the same number of fields and the comma does not.
     *
     * @param head beginning of the file
     * @param whole whether it is the whole file
     */
    static Layout of(String head, boolean whole) {
        Layout best = new Layout(',', counts(head, ',', whole));
        if (best.fits()) {
            return best;
        }
        for (char separator : CANDIDATES.substring(1).toCharArray()) {
            Layout other = new Layout(separator, counts(head, separator, whole));
            boolean better = other.fits()
                    ? !best.fits() || other.fields() > best.fields()
                    : !best.fits() && best.fields() < 2 && other.fields() > best.fields();
            if (better) {
                best = other;
            }
        }
        return best;
    }

    /** Number of fields of the header. */
    int fields() {
        return counts.isEmpty() ? 0 : counts.get(0);
    }

    /** Whether every record has the fields of the header, at least two. */
    private boolean fits() {
        return fields() > 1 && counts.stream().allMatch(count -> count.equals(counts.get(0)));
    }

    /** Whether the first line has one field, and the lines below it have more and agree. */
    boolean hasTitle() {
        List<Integer> below = counts.subList(Math.min(1, counts.size()), counts.size());
        return fields() == 1
                && !below.isEmpty()
                && below.get(0) > 1
                && below.stream().allMatch(below.get(0)::equals);
    }

    /** Number of separators in the beginning of a line, outside quotes. */
    static int fieldAt(String before, char separator) {
        boolean quoted = false;
        int fields = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            quoted = quoted != (c == '"');
            fields += c == separator && !quoted ? 1 : 0;
        }
        return fields;
    }

    private static List<Integer> counts(String head, char separator, boolean whole) {
        List<Integer> counts = new ArrayList<>();
        int fields = 1;
        boolean quoted = false;
        boolean blank = true;
        boolean fieldStart = true;
        for (int i = 0; i <= head.length() && counts.size() < RECORDS; i++) {
            boolean end = i == head.length();
            char c = end ? '\n' : head.charAt(i);
            if (quoted && !end) {
                quoted = c != '"';
                blank = false;
            } else if (c == '\n' || c == '\r') {
                if (!blank && (!end || whole)) {
                    counts.add(fields);
                }
                fields = 1;
                blank = true;
                fieldStart = true;
            } else if (c == separator) {
                fields++;
                blank = false;
                fieldStart = true;
            } else {
                // a quote after the first character of a field is text, but a doubled one goes on quoting
                quoted = c == '"' && (fieldStart || (i > 0 && head.charAt(i - 1) == '"'));
                blank = blank && (c == ' ' || c == '\t');
                fieldStart = fieldStart && c == ' ';
            }
        }
        return counts;
    }
}
