package dev.trialstream.benchmarks.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The source of a test class.
 *
 * @param module folder of its module, absolute
 */
record TestSource(Path module, String name, String text) {
    private static final Pattern TAG = Pattern.compile("(?m)^@Tag\\(\"(\\w+)\"\\)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    /** Every test class below {@code home}. */
    static List<TestSource> below(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> tests = files.filter(file -> file.toString().matches(".*/src/(main|test)/java/.*Test\\.java"))
                    .toList();
            List<TestSource> sources = new ArrayList<>();
            for (Path file : tests) {
                String path = file.toString();
                sources.add(new TestSource(
                        Path.of(path.substring(0, path.indexOf("/src/"))),
                        file.getFileName().toString().replace(".java", ""),
                        Files.readString(file)));
            }
            return sources;
        }
    }

    boolean isAbstract() {
        return Pattern.compile("(?m)^(public )?abstract class " + name + "\\b")
                .matcher(text)
                .find();
    }

    boolean isDisabled() {
        return text.contains("\n@Disabled");
    }

    boolean extendsClass(String other) {
        return Pattern.compile("(?m)^[\\w ]*class " + name + " extends " + other + "\\b")
                .matcher(text)
                .find();
    }

    /** Tags of the whole class. */
    Set<String> tags() {
        return TAG.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With its package. */
    String qualifiedName() {
        return PACKAGE.matcher(text)
                .results()
                .map(found -> found.group(1) + "." + name)
                .findFirst()
                .orElse(name);
    }
}
