package dev.trialstream.benchmarks.methods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages with figures of the runs. This class writes these parts, and a test compares them. */
final class Documents {
    /** The line below such a comment contains the measurement. */
    private static final Pattern MEASURED = Pattern.compile("(<!-- measured (.*) -->\n).*");

    /** Everything below this line is generated. */
    private static final String PRINTED = "<!-- printed -->\n";

    private final Path docs;
    private final RecordedRuns runs;

    Documents(Path docs, RecordedRuns runs) {
        this.docs = docs;
        this.runs = runs;
    }

    List<Path> all() {
        return List.of(
                docs.resolve("methods.md"), docs.resolve("methods-data.md"), docs.resolve("methods-measured.md"));
    }

    /** The expected content of a page. */
    String of(Path page) throws IOException {
        String text = Files.readString(page);
        int printed = text.indexOf(PRINTED);
        if (printed >= 0) {
            return text.substring(0, printed) + PRINTED + page();
        }
        return MEASURED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(match.group(1) + Sentence.measured(match.group(2), runs)));
    }

    /** All or none. */
    void write() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path page : all()) {
            texts.put(page, of(page));
        }
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Files.writeString(text.getKey(), text.getValue());
        }
    }

    /** The sentences requested by the pages. */
    List<Sentence> sentences() throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        for (Path page : all()) {
            MEASURED.matcher(Files.readString(page))
                    .results()
                    .forEach(match -> sentences.addAll(Sentence.all(match.group(2))));
        }
        return sentences;
    }

    private String page() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Page(runs, new PrintStream(bytes, false, StandardCharsets.UTF_8)).print(Families.all());
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
