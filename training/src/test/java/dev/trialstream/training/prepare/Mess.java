package dev.trialstream.training.prepare;

import dev.trialstream.protocol.study.ColumnUse;
import dev.trialstream.protocol.study.DataProfile.Kind;
import dev.trialstream.protocol.study.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A generated table with one kind of mess, and what reading it must come to.
 *
 * @param bytes of the file
 * @param columns that the study decides; empty for none
 * @param missing marks of the study; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Mess(
        byte[] bytes,
        Map<String, ColumnUse> columns,
        List<String> missing,
        @Nullable Task task,
        Expected expected) {

    sealed interface Expected permits Reads, Refused {}

    /**
     * @param column whose values are checked
     * @param values of its rows: numbers, texts, or null where missing
     * @param said parts of the lines that are printed about the data
     */
    record Reads(int rows, String column, Kind kind, List<@Nullable Object> values, List<String> said)
            implements Expected {}

    /**
     * @param line that the message names; 0: the whole file
     * @param parts of the message: the column, the text and the way out
     */
    record Refused(int line, List<String> parts) implements Expected {}

    /** The table without mess: {@code age} from 18 to 80, {@code size} with two decimals, a colour and a class. */
    private static final class Table {
        final Random random;
        final int rows;
        final List<String> header = new ArrayList<>(List.of("age", "size", "colour", "y"));
        final List<List<String>> cells = new ArrayList<>();
        final List<Integer> ages = new ArrayList<>();
        final List<Double> sizes = new ArrayList<>();
        String separator = ",";
        String end = "\n";

        Table(long seed) {
            random = new Random(seed);
            rows = 56 + random.nextInt(40);
            for (int row = 0; row < rows; row++) {
                ages.add(18 + random.nextInt(63));
                sizes.add(Math.round((1000 + 8000 * random.nextDouble()) * 100) / 100.0);
                cells.add(new ArrayList<>(List.of(
                        String.valueOf(ages.get(row)),
                        plain(sizes.get(row)),
                        List.of("red", "green", "blue").get(random.nextInt(3)),
                        row % 2 == 0 ? "no" : "yes")));
            }
        }

        int anyRow() {
            return 1 + random.nextInt(rows - 1);
        }

        Table set(int row, int column, String text) {
            cells.get(row).set(column, text);
            return this;
        }

        Table fill(int column, IntFunction<String> text) {
            IntStream.range(0, rows).forEach(row -> set(row, column, text.apply(row)));
            return this;
        }

        String text() {
            StringBuilder text = new StringBuilder(String.join(separator, header)).append(end);
            cells.forEach(row -> text.append(String.join(separator, row)).append(end));
            return text.toString();
        }

        byte[] bytes() {
            return text().getBytes(StandardCharsets.UTF_8);
        }

        Mess reads(String column, Kind kind, List<@Nullable Object> values, String... said) {
            return of(bytes(), new Reads(rows, column, kind, values, List.of(said)));
        }

        /** The sizes are read right, whatever the form of the file. */
        Mess readsSizes(byte[] bytes, String... said) {
            return of(bytes, new Reads(rows, "size", Kind.NUMERIC, new ArrayList<>(sizes), List.of(said)));
        }

        Mess refused(int line, String... parts) {
            return of(bytes(), new Refused(line, List.of(parts)));
        }
    }

    private static Mess of(byte[] bytes, Expected expected) {
        return new Mess(bytes, Map.of(), List.of(), null, expected);
    }

    private Mess with(Map<String, ColumnUse> uses, List<String> marks) {
        return new Mess(bytes, uses, marks, task, expected);
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static List<@Nullable Object> numbers(List<? extends Number> numbers, int... missing) {
        List<@Nullable Object> values = new ArrayList<>();
        numbers.forEach(number -> values.add(number.doubleValue()));
        for (int row : missing) {
            values.set(row, null);
        }
        return values;
    }

    /** Makes a mess from a seed. */
    interface Maker {
        Mess of(long seed);
    }

    /** Every kind of mess by its name. */
    static Map<String, Maker> kinds() {
        Map<String, Maker> kinds = new LinkedHashMap<>();
        words(kinds);
        writtenNumbers(kinds);
        otherKinds(kinds);
        encodings(kinds);
        forms(kinds);
        targets(kinds);
        return kinds;
    }

    private static void words(Map<String, Maker> kinds) {
        kinds.put("a word in a column of numbers", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String word = pick(table, "unknown", "n/k", "twelve", "see note", "TBD", "999?");
            return table.set(row, 0, word)
                    .refused(row + 2, "column age", word, "data.missing", "--missing '" + word + "'", "data.columns");
        });
        kinds.put("a word that the study calls missing", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            return table.set(row, 0, "Unknown")
                    .reads("age", Kind.NUMERIC, numbers(table.ages, row), "1 missing")
                    .with(Map.of(), List.of("unknown"));
        });
        kinds.put("a word in a column that the study calls numeric", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            return table.set(row, 0, "old")
                    .reads("age", Kind.NUMERIC, numbers(table.ages, row), "the first in line " + (row + 2) + ": old")
                    .with(Map.of("age", ColumnUse.NUMERIC), List.of());
        });
        kinds.put("a number that is infinite or too large", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String text = pick(table, "inf", "Infinity", "-inf", "1e999", "1e300", "-1.5e39");
            return table.set(row, 1, text).refused(row + 2, "column size", text, "--missing '" + text + "'");
        });
        kinds.put("an unusual mark of a missing value", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String mark = pick(table, "-", "#N/A", "none", "None", "n.a.", "<NA>", "--", ".", "NaT");
            return table.set(row, 0, mark)
                    .reads(
                            "age",
                            Kind.NUMERIC,
                            numbers(table.ages, row),
                            "the first in line " + (row + 2) + ": " + mark);
        });
        kinds.put("a number that stands for a missing value", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            return table.set(row, 0, pick(table, "-999", "-999.0"))
                    .reads("age", Kind.NUMERIC, numbers(table.ages, row), "1 missing")
                    .with(Map.of(), List.of("-999"));
        });
        kinds.put("an error of a spreadsheet or a typographic minus", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String text = pick(table, "#DIV/0!", "#VALUE!", "\u221212", "(12)", "12-");
            return table.set(row, 1, text).refused(row + 2, "column size", text, "correct it");
        });
    }

    private static void writtenNumbers(Map<String, Maker> kinds) {
        kinds.put("thousands separators", seed -> {
            Table table = new Table(seed);
            String separator = pick(table, ",", " ", "\u00A0", "'", "\u202F");
            return table.fill(1, row -> "\"" + grouped(table.sizes.get(row), separator) + "\"")
                    .reads("size", Kind.NUMERIC, numbers(table.sizes), "thousands separators");
        });
        kinds.put("decimal commas", seed -> {
            Table table = new Table(seed);
            boolean groups = table.random.nextBoolean();
            table.separator = table.random.nextBoolean() ? ";" : "\t";
            return table.fill(1, row -> {
                        String comma = plain(table.sizes.get(row)).replace('.', ',');
                        return groups ? comma.charAt(0) + "." + comma.substring(1) : comma;
                    })
                    .reads("size", Kind.NUMERIC, numbers(table.sizes), "decimal comma", "separated by");
        });
        kinds.put("commas that separate thousands or decimals", seed -> {
            Table table = new Table(seed);
            return table.fill(1, row -> "\"" + (1 + row % 9) + "," + (100 + row) + "\"")
                    .refused(2, "column size", "1,100", "1100", "1.1 ", "thousands | decimal_comma", "--column");
        });
        kinds.put("commas that the study explains", seed -> {
            Table table = new Table(seed);
            boolean thousands = table.random.nextBoolean();
            List<Double> values = new ArrayList<>();
            IntStream.range(0, table.rows)
                    .forEach(row -> values.add(
                            thousands ? 1000.0 * (1 + row % 9) + 100 + row : 1 + row % 9 + (100 + row) / 1000.0));
            return table.fill(1, row -> "\"" + (1 + row % 9) + "," + (100 + row) + "\"")
                    .reads("size", Kind.NUMERIC, numbers(values), "as data.columns says")
                    .with(Map.of("size", thousands ? ColumnUse.THOUSANDS : ColumnUse.DECIMAL_COMMA), List.of());
        });
        kinds.put("a currency, a percent sign or a unit", seed -> {
            Table table = new Table(seed);
            String form = pick(table, "$%s", "$ %s", "%s \u20AC", "%s%%", "%s %%", "%s kg", "%smm", "USD %s");
            return table.fill(1, row -> String.format(Locale.ROOT, form, plain(table.sizes.get(row))))
                    .reads("size", Kind.NUMERIC, numbers(table.sizes), "the unit");
        });
        kinds.put("two units", seed -> {
            Table table = new Table(seed);
            int odd = table.anyRow();
            return table.fill(1, row -> plain(table.sizes.get(row)) + (row == odd ? " g" : " kg"))
                    .refused(odd + 2, "column size", plain(table.sizes.get(odd)) + " g", "a number with a unit", "kg");
        });
        kinds.put("a stray cell among numbers with a unit that is not in a list", seed -> {
            Table table = new Table(seed);
            int odd = table.anyRow();
            String unit = pick(table, " bhp", " kmpl", " CC", " years", "px", " m\u00B3/h");
            String stray = pick(table, "null%s", "unknown", "%s", "n/k%s")
                    .formatted(unit)
                    .strip();
            return table.fill(1, row -> row == odd ? stray : plain(table.sizes.get(row)) + unit)
                    .refused(odd + 2, "column size", stray, "the unit", "--missing '" + stray + "'", "--column");
        });
        kinds.put("a stray cell among numbers with a unit that the study calls missing", seed -> {
            Table table = new Table(seed);
            int odd = table.anyRow();
            String unit = pick(table, " bhp", " kmpl", " CC", " years");
            return table.fill(1, row -> row == odd ? "null" + unit : plain(table.sizes.get(row)) + unit)
                    .reads("size", Kind.NUMERIC, numbers(table.sizes, odd), "the unit")
                    .with(Map.of(), List.of("null" + unit));
        });
        kinds.put("letters after numbers that differ from cell to cell", seed -> {
            Table table = new Table(seed);
            List<@Nullable Object> values = new ArrayList<>();
            IntStream.range(0, table.rows)
                    .forEach(row ->
                            values.add(row % 9 + List.of("ab", "cd", "ef").get(row % 3)));
            return table.fill(2, row -> String.valueOf(values.get(row))).reads("colour", Kind.CATEGORICAL, values);
        });
        points(kinds);
        kinds.put("numbers in quotes after spaces", seed -> {
            Table table = new Table(seed);
            return table.fill(1, row -> " \"" + plain(table.sizes.get(row)) + "\" ")
                    .fill(0, row -> "\u00A0" + table.ages.get(row) + " ")
                    .reads("size", Kind.NUMERIC, numbers(table.sizes));
        });
    }

    private static void points(Map<String, Maker> kinds) {
        kinds.put("points that separate thousands or decimals", seed -> {
            Table table = new Table(seed);
            table.separator = ";";
            String unit = pick(table, "", " \u20AC", " kg");
            return table.fill(1, row -> germanWhole(whole(row)) + unit)
                    .refused(2, "column size", "100" + unit + ",", "1.1 ", "decimal_comma | numeric", "--column");
        });
        kinds.put("points that separate thousands, as decimal commas beside them show", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ";", "\t", "|");
            List<Integer> wholes =
                    IntStream.range(0, table.rows).map(Mess::whole).boxed().toList();
            return table.fill(1, row -> germanWhole(wholes.get(row)))
                    .fill(0, row -> table.ages.get(row) + ",50")
                    .reads("size", Kind.NUMERIC, numbers(wholes), "decimal comma", "as in column age");
        });
        kinds.put("three decimals, as decimal points beside them show", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ";", ",", "\t");
            List<Double> values = IntStream.range(0, table.rows)
                    .mapToObj(row -> whole(row) / 1000.0)
                    .toList();
            return table.fill(0, row -> table.ages.get(row) + ".5")
                    .fill(1, row -> String.format(Locale.ROOT, "%.3f", values.get(row)))
                    .reads("size", Kind.NUMERIC, numbers(values));
        });
        kinds.put("points that the study explains", seed -> {
            Table table = new Table(seed);
            table.separator = ";";
            boolean thousands = table.random.nextBoolean();
            List<Double> values = IntStream.range(0, table.rows)
                    .mapToObj(row -> thousands ? whole(row) : Double.parseDouble(germanWhole(whole(row))))
                    .toList();
            return table.fill(1, row -> germanWhole(whole(row)))
                    .reads("size", Kind.NUMERIC, numbers(values), "as data.columns says")
                    .with(Map.of("size", thousands ? ColumnUse.DECIMAL_COMMA : ColumnUse.NUMERIC), List.of());
        });
        kinds.put("points that separate thousands or decimals between columns that disagree", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ";", "\t");
            return table.fill(0, row -> table.ages.get(row) + ",5")
                    .fill(1, row -> germanWhole(whole(row)))
                    .fill(2, row -> row + ".25")
                    .refused(2, "column size", "100,", "1.1 ", "decimal_comma | numeric", "--column");
        });
        kinds.put("a target whose points separate thousands or decimals", seed -> {
            Table table = new Table(seed);
            table.separator = ";";
            int plain = table.anyRow();
            return table.fill(1, row -> String.valueOf(row % 7))
                    .fill(3, row -> row == plain ? "950" : germanWhole((1 + row) * 1000 + row))
                    .refused(2, "target y", "holds 1.000", "decimal_comma | numeric", "--column");
        });
        kinds.put("points between thousands among decimal commas", seed -> {
            Table table = new Table(seed);
            table.separator = ";";
            int odd = table.anyRow();
            table.sizes.set(odd, 1200.0);
            return table.fill(1, row -> {
                        String comma = plain(table.sizes.get(row)).replace('.', ',');
                        return row == odd ? "1.200" : comma.charAt(0) + "." + comma.substring(1);
                    })
                    .reads("size", Kind.NUMERIC, numbers(table.sizes), "decimal comma");
        });
        kinds.put("commas that separate thousands in a file that separates fields by commas", seed -> {
            Table table = new Table(seed);
            boolean decimalsBeside = table.random.nextBoolean();
            List<Integer> wholes = IntStream.range(0, table.rows)
                    .map(row -> whole(decimalsBeside && row % 6 == 0 ? row + 1 : row))
                    .boxed()
                    .toList();
            if (decimalsBeside) {
                table.fill(0, row -> table.ages.get(row) + ".5");
            }
            return table.fill(1, row -> "\"" + germanWhole(wholes.get(row)).replace('.', ',') + "\"")
                    .reads("size", Kind.NUMERIC, numbers(wholes), "thousands separators");
        });
    }

    /** 100 in some rows, otherwise from 1,100 to 99,195. */
    private static int whole(int row) {
        return row % 6 == 2 ? 100 + row : (1 + row % 99) * 1000 + 100 + row;
    }

    private static String germanWhole(int number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '.');
    }

    private static void otherKinds(Map<String, Maker> kinds) {
        kinds.put("dates", seed -> {
            Table table = new Table(seed);
            String form = pick(table, "2026-%2$02d-%1$02d", "%1$02d.%2$02d.2026", "%2$d/%1$d/2026", "%1$02d:%2$02d");
            int days = 1 + table.random.nextInt(27);
            return table.fill(2, row -> String.format(Locale.ROOT, form, 1 + (row + days) % 12, 1 + row % 12))
                    .refused(
                            2,
                            "column colour",
                            form.contains(":") ? "a time of day" : "a date",
                            "data.columns",
                            "--column");
        });
        kinds.put("a word among dates", seed -> {
            Table table = new Table(seed);
            int odd = table.anyRow();
            String form = pick(table, "2026-%2$02d-%1$02d", "%1$02d.%2$02d.2026", "%2$d/%1$d/2026", "%1$02d:%2$02d");
            String word = pick(table, "unknown", "tbd", "12", "soon");
            return table.fill(2, row -> String.format(Locale.ROOT, form, 1 + row % 12, 1 + row / 12))
                    .set(odd, 2, word)
                    .refused(
                            odd + 2,
                            "column colour",
                            "holds " + word,
                            form.contains(":") ? "a time of day" : "a date",
                            "--missing '" + word + "'",
                            "categorical",
                            "--column");
        });
        kinds.put("dates that the study calls time", seed -> {
            Table table = new Table(seed);
            List<Double> days = new ArrayList<>();
            IntStream.range(0, table.rows).forEach(row -> days.add(59.0 + row % 28)); // 1 March 1970 is day 59
            return table.fill(2, row -> String.format(Locale.ROOT, "1970-03-%02d", 1 + row % 28))
                    .reads("colour", Kind.NUMERIC, numbers(days), "dates or times")
                    .with(Map.of("colour", ColumnUse.TIME), List.of());
        });
        kinds.put("truth values", seed -> {
            Table table = new Table(seed);
            List<String> words =
                    List.of(pick(table, "yes,no", "TRUE,FALSE", "Y,N", "t,f").split(","));
            List<@Nullable Object> values = new ArrayList<>();
            IntStream.range(0, table.rows).forEach(row -> values.add(words.get(row * row % 3 % 2)));
            return table.fill(2, row -> words.get(row * row % 3 % 2)).reads("colour", Kind.CATEGORICAL, values);
        });
        kinds.put("codes with leading zeros", seed -> {
            Table table = new Table(seed);
            List<@Nullable Object> values = new ArrayList<>();
            IntStream.range(0, table.rows).forEach(row -> values.add(String.format("%05d", 1000 * (row % 30))));
            return table.fill(0, row -> String.valueOf(values.get(row)))
                    .reads("age", Kind.CATEGORICAL, values, "leading zeros");
        });
        kinds.put("a column without values and one to ignore", seed -> {
            Table table = new Table(seed);
            return table.fill(0, row -> row % 2 == 0 ? "" : "NA")
                    .fill(2, row -> "id" + row)
                    .reads("size", Kind.NUMERIC, numbers(table.sizes), "column age: left out", "column colour: ignored")
                    .with(Map.of("colour", ColumnUse.IGNORE), List.of());
        });
    }

    private static void encodings(Map<String, Maker> kinds) {
        kinds.put("a letter in Latin-1 or Windows-1252", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            boolean windows = table.random.nextBoolean();
            byte[] bytes = table.set(row, 2, "\u0001").bytes();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == 1 ? (byte) (windows ? 0x80 : 0xE9) : bytes[i];
            }
            return of(
                    bytes,
                    new Refused(
                            row + 2,
                            List.of(
                                    "column colour",
                                    windows ? "0x80" : "0xE9",
                                    windows ? "Windows-1252" : "Latin-1",
                                    "iconv")));
        });
        kinds.put("UTF-16 with and without a mark", seed -> {
            Table table = new Table(seed);
            int form = table.random.nextInt(3);
            byte[] bytes = table.text()
                    .getBytes(List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                            .get(form));
            return of(bytes, new Refused(0, List.of("UTF-16", "iconv -f UTF-16")));
        });
        kinds.put("a byte order mark, Windows line ends and blank lines", seed -> {
            Table table = new Table(seed);
            table.end = table.random.nextBoolean() ? "\r\n" : "\r";
            String blank = pick(table, table.end, "  " + table.end, table.end + "\t" + table.end);
            return table.readsSizes(("\uFEFF" + table.text() + blank).getBytes(StandardCharsets.UTF_8));
        });
        kinds.put("a packed file or another format", seed -> {
            Table table = new Table(seed);
            return table.random.nextBoolean()
                    ? of(gzip(table.bytes()), new Refused(0, List.of("gzip", "gunzip")))
                    : table.random.nextBoolean()
                            ? of(zip("data.csv", table.bytes()), new Refused(0, List.of("ZIP", "unpack")))
                            : of(zip("xl/workbook.xml", table.bytes()), new Refused(0, List.of("Excel", "CSV")));
        });
        kinds.put("another file by its first bytes", seed -> {
            Table table = new Table(seed);
            String form = pick(
                    table,
                    "PAR1\u0015\u0004;Parquet",
                    "SQLite format 3\0;SQLite",
                    "%PDF-1.7\n;PDF",
                    "<!DOCTYPE html><html>;HTML",
                    "{\"a\": 1};JSON");
            int cut = form.indexOf(';');
            return of(
                    (form.substring(0, cut) + table.text()).getBytes(StandardCharsets.ISO_8859_1),
                    new Refused(0, List.of(form.substring(cut + 1), "CSV")));
        });
    }

    private static void forms(Map<String, Maker> kinds) {
        kinds.put("another separator", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ";", "\t", "|");
            return table.readsSizes(table.bytes(), "separated by");
        });
        kinds.put("a line above the header", seed -> {
            Table table = new Table(seed);
            String line = pick(table, "# exported 2026", "Report of May", "// data");
            return of(
                    (line + "\n" + table.text()).getBytes(StandardCharsets.UTF_8),
                    new Refused(1, List.of(line, "delete this line")));
        });
        kinds.put("a comment with separators above the header", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ",", ";", "\t");
            String line = pick(table, "# exported 2024, by Bob", "// a, b, c", "# one; two", "#a,b,c,d,e,f");
            return of(
                    (line + "\n" + table.text()).getBytes(StandardCharsets.UTF_8),
                    new Refused(1, List.of("a comment", line.substring(0, 2), "delete this line")));
        });
        kinds.put("a title above a table that another character separates", seed -> {
            Table table = new Table(seed);
            table.separator = pick(table, ";", "\t", "|");
            String line = pick(table, "Report of May", "Umsatz, gesamt", "Report");
            boolean commas = table.random.nextBoolean();
            if (commas) {
                table.fill(1, row -> plain(table.sizes.get(row)).replace('.', ','));
            }
            return of(
                    (line + "\n" + table.text()).getBytes(StandardCharsets.UTF_8),
                    new Refused(1, List.of("no header", line.substring(0, 6), "delete this line")));
        });
        kinds.put("a title with few commas above a wide table", seed -> {
            Table table = new Table(seed);
            return of(
                    ("Report, May\n" + table.text()).getBytes(StandardCharsets.UTF_8),
                    new Refused(1, List.of("no header", "Report", "2 fields", "delete this line")));
        });
        kinds.put("a space before a quote around a separator", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            table.separator = pick(table, ",", ";");
            String text = " \"Smith" + table.separator + " John\"";
            return table.set(row, 2, text).refused(row + 2, "a space stands before a quote", "delete the space");
        });
        kinds.put("an index without a name", seed -> {
            Table table = new Table(seed);
            table.header.add(0, "");
            IntStream.range(0, table.rows).forEach(row -> table.cells.get(row).add(0, String.valueOf(row)));
            return table.refused(1, "column 1 has no name", "index=False");
        });
        kinds.put("a quote that is not closed", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            return table.set(row, 2, "\"" + table.cells.get(row).get(2)).refused(row + 2, "quote", "close it");
        });
        kinds.put("a row of another length", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            if (table.random.nextBoolean()) {
                table.cells.get(row).remove(2);
            } else {
                table.cells.get(row).add(2, "more");
            }
            return table.refused(row + 2, "expected 4 fields as in the header");
        });
        kinds.put("two columns of one name", seed -> {
            Table table = new Table(seed);
            table.header.set(1, "age");
            return table.refused(1, "column age appears twice", "rename");
        });
        kinds.put("separators at the ends of the lines", seed -> {
            Table table = new Table(seed);
            table.cells.forEach(row -> row.add(""));
            if (table.random.nextBoolean()) {
                table.header.add("");
                return table.refused(1, "column 5 has no name", "separator at the end");
            }
            return table.refused(2, "ends with a separator", "delete it");
        });
        kinds.put("a header that is repeated among the rows", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            table.cells.add(row, List.copyOf(table.header));
            return table.refused(row + 2, "column age", "holds age");
        });
    }

    private static void targets(Map<String, Maker> kinds) {
        kinds.put("a class that is called NA", seed -> {
            Table table = new Table(seed);
            List<@Nullable Object> ages = numbers(table.ages);
            return table.fill(3, row -> List.of("EU", "NA", "AS").get(row % 3))
                    .reads("age", Kind.NUMERIC, ages, "NA is a class of");
        });
        kinds.put("a mark of the study that is a class of the target", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String mark = pick(table, "0", "unknown", "-999");
            return table.fill(3, each -> each % 2 == 0 ? mark : "1")
                    .set(row, 0, mark)
                    .reads("age", Kind.NUMERIC, numbers(table.ages, row), "1 missing", "y: " + mark + " is a class of")
                    .with(Map.of(), List.of(mark));
        });
        kinds.put("a mark of the study in a target of numbers", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            String mark = pick(table, "0", "unknown", "-999");
            return table.fill(3, each -> each == row ? mark : plain(table.sizes.get(each)))
                    .refused(row + 2, "target y has no value", "data.missing names " + mark)
                    .with(Map.of(), List.of(mark));
        });
        kinds.put("a target of few numbers, one of them rare", seed -> {
            Table table = new Table(seed);
            int rare = table.anyRow();
            String text = pick(table, "9", "high", "7.5");
            return table.fill(3, row -> row == rare ? text : String.valueOf(row % 6))
                    .refused(0, "column y", "class " + text + " has 1", "--task regression");
        });
        kinds.put("a word in a target of numbers", seed -> {
            Table table = new Table(seed);
            int row = table.anyRow();
            return table.fill(3, each -> plain(table.sizes.get(each)))
                    .set(row, 3, "high")
                    .refused(row + 2, "target y", "high", "classification");
        });
    }

    private static String grouped(double value, String separator) {
        return String.format(Locale.ROOT, "%,.2f", value).replace(",", separator);
    }

    private static String pick(Table table, String... texts) {
        return texts[table.random.nextInt(texts.length)];
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String name, byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
