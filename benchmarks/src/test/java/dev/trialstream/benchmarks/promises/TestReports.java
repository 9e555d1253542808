package dev.trialstream.benchmarks.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Surefire's reports of one build: for each module those that are not older than the build.
 *
 * @param began start of the build
 */
record TestReports(Instant began) {
    /** Whether this build has run tests of {@code module}. */
    boolean has(Path module) throws IOException {
        return !reports(module, "").isEmpty();
    }

    /** Whether this build has a report of the class or of a class nested in it. */
    boolean has(TestSource test) throws IOException {
        return !reportsOf(test).isEmpty();
    }

    /** How many tests of the class this build ran and did not skip. */
    int executed(TestSource test) throws Exception {
        int executed = 0;
        for (Path report : reportsOf(test)) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                boolean skipped = ((Element) cases.item(i))
                                .getElementsByTagName("skipped")
                                .getLength()
                        > 0;
                executed += skipped ? 0 : 1;
            }
        }
        return executed;
    }

    private List<Path> reportsOf(TestSource test) throws IOException {
        return Stream.concat(
                        reports(test.module(), test.qualifiedName() + ".xml").stream(),
                        reports(test.module(), test.qualifiedName() + "$").stream())
                .toList();
    }

    private List<Path> reports(Path module, String beginning) throws IOException {
        Path folder = module.resolve("target/surefire-reports");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("TEST-" + beginning))
                    .filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> !file.toFile().isDirectory() && isOfThisBuild(file))
                    .toList();
        }
    }

    private boolean isOfThisBuild(Path file) {
        return file.toFile().lastModified() >= began.toEpochMilli();
    }
}
