package dev.trialstream.training.data;

import java.util.ArrayList;
import java.util.Comparator;
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
            if (other.isBetterThan(best)) {
                best = other;
            }
        }
        return best;
    }

    private boolean isBetterThan(Layout best) {
        if (fits() || best.fits()) {
            return fits() && (!best.fits() || fields() > best.fields());
        }
        boolean wider = best.fields() < 2 && fields() > best.fields() && (agreeing() > 0 || !best.hasOtherFirstLine());
        return wider || (hasOtherFirstLine() && agreeing() > best.agreeing());
    }

    /** Number of fields of the header. */
    int fields() {
        return counts.isEmpty() ? 0 : counts.get(0);
    }

    /** Whether every record has the fields of the header, at least two. */
    private boolean fits() {
        return fields() > 1 && counts.stream().allMatch(count -> count.equals(counts.get(0)));
    }

    /** The most frequent number of fields below the first line; 0 if there is none above 1. */
    int fieldsBelow() {
        return counts.stream()
                .skip(1)
                .filter(count -> count > 1)
                .max(Comparator.comparing(this::linesBelowWith))
                .orElse(0);
    }

    private long linesBelowWith(int fields) {
        return counts.stream().skip(1).filter(count -> count == fields).count();
    }

    /** Number of lines below the first that have the most frequent number of fields. */
    private long agreeing() {
        return fieldsBelow() == 0 ? 0 : linesBelowWith(fieldsBelow());
    }

    /** Whether the first line has another number of fields than most lines below it, as a comment or a title has. */
    boolean hasOtherFirstLine() {
        return fieldsBelow() > 0 && fieldsBelow() != fields() && agreeing() * 2 > counts.size() - 1;
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
