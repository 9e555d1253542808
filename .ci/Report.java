import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Reads surefire's XML reports. It needs a JDK and nothing else.
 *
 * <pre>
 * java .ci/Report.java summary FOLDER     the table of steps, the sums of tests, failed and flaky tests
 * java .ci/Report.java failed FOLDER      the failed tests, one a line: name, tab, first line of the failure
 * java .ci/Report.java promised FOLDER    the promised tests that did not run; exits with 1 where there is one
 * </pre>
 *
 * <p>FOLDER holds a folder of XML reports for each step, named by its number ({@code 01}), and these files:
 * {@code steps} (number, seconds, state and name of each step), {@code flaky} (name and failure of what a script tried
 * again), {@code skipped} (scripts that this machine cannot run). All are separated by tabs; each may be missing.
 */
final class Report {
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+Test)`");
    private static final Pattern SLOW_TESTS = Pattern.compile("(?m)^slow_tests ([\\w,]+)");
    private static final Pattern SCRIPT = Pattern.compile("benchmarks/[\\w-]+");
    private static final Pattern EXTENDS = Pattern.compile("(?m)^[\\w ]*class (\\w+) extends (\\w+)");
    private static final int WIDEST = 120;

    private final Path folder;

    private Report(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] words) throws Exception {
        if (words.length != 2) {
            System.err.println("usage: java .ci/Report.java summary|failed|promised FOLDER");
            System.exit(2);
        }
        Report report = new Report(Path.of(words[1]));
        switch (words[0]) {
            case "summary" -> report.summary();
            case "failed" -> report.tests().stream()
                    .filter(test -> test.outcome == Outcome.FAILED)
                    .forEach(test -> System.out.println(test.name + "\t" + test.failure));
            case "promised" -> System.exit(report.promised(Path.of("")) ? 0 : 1);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** One test of one report; {@code flakes} are the failures of the tries before the one that passed. */
    private record Test(String step, String type, String name, Outcome outcome, String failure, List<String> flakes) {}

    private record Step(String number, String seconds, String state, String name) {}

    // ---- the summary

    private void summary() throws Exception {
        List<Test> tests = tests();
        System.out.println(steps(tests));
        table("failed tests", "no failed tests", failures(tests));
        table("flaky tests: failed, then passed when tried again", "no flaky tests", flakes(tests));
    }

    private String steps(List<Test> tests) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("step", "seconds", "passed", "failed", "skipped", ""));
        long seconds = 0;
        for (Step step : steps()) {
            rows.add(row(step.name, step.seconds, ofStep(tests, step.number), step.state));
            seconds += Long.parseLong(step.seconds);
        }
        rows.add(row("total", String.valueOf(seconds), tests, ""));
        return align(rows) + "tests: " + count(tests, Outcome.PASSED) + " passed, " + count(tests, Outcome.FAILED)
                + " failed, " + count(tests, Outcome.SKIPPED) + " skipped\n";
    }

    private static List<String> row(String name, String seconds, List<Test> tests, String state) {
        boolean none = tests.isEmpty();
        return List.of(
                name,
                seconds,
                none ? "" : String.valueOf(count(tests, Outcome.PASSED)),
                none ? "" : String.valueOf(count(tests, Outcome.FAILED)),
                none ? "" : String.valueOf(count(tests, Outcome.SKIPPED)),
                state.equals("passed") ? "" : state);
    }

    private static List<Test> ofStep(List<Test> tests, String number) {
        return tests.stream().filter(test -> test.step.equals(number)).toList();
    }

    private static long count(List<Test> tests, Outcome outcome) {
        return tests.stream().filter(test -> test.outcome == outcome).count();
    }

    private static List<List<String>> failures(List<Test> tests) {
        return tests.stream()
                .filter(test -> test.outcome == Outcome.FAILED)
                .map(test -> List.of(test.name, test.failure))
                .toList();
    }

    private List<List<String>> flakes(List<Test> tests) throws IOException {
        Stream<List<String>> ofTests =
                tests.stream().flatMap(test -> test.flakes.stream().map(failure -> List.of(test.name, failure)));
        Stream<List<String>> ofScripts = lines("flaky").map(fields -> List.of(fields.get(0), fields.get(1)));
        return Stream.concat(ofTests, ofScripts).toList();
    }

    private static void table(String title, String none, List<List<String>> rows) {
        System.out.print(rows.isEmpty() ? none + "\n" : title + "\n" + align(rows));
    }

    /** In columns; numbers to the right. */
    private static String align(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                boolean right = i > 0 && i < columns - 1;
                line.append(right ? " ".repeat(Math.max(0, widths[i] - row.get(i).length())) : "")
                        .append(row.get(i))
                        .append(right ? "" : " ".repeat(Math.max(0, widths[i] - row.get(i).length())))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    // ---- the promises

    /** Whether every test that docs/promises.md names has run, or is a command of its own, or cannot run here. */
    private boolean promised(Path home) throws Exception {
        String page = Files.readString(home.resolve("docs/promises.md"));
        String commands = page.lines()
                .filter(line -> line.startsWith("Commands of their own:"))
                .collect(Collectors.joining());
        Set<String> own = new TreeSet<>(all(SCRIPT, commands));
        Set<String> skipped = lines("skipped").map(fields -> fields.get(0)).collect(Collectors.toSet());
        Map<String, String> scripts = scripts(home);
        Map<String, List<String>> subclasses = subclasses(home);
        Set<String> ran = tests().stream()
                .filter(test -> test.outcome != Outcome.SKIPPED)
                .map(test -> test.type.replaceAll(".*\\.", "").replaceAll("\\$.*", ""))
                .collect(Collectors.toSet());
        List<List<String>> elsewhere = new ArrayList<>();
        List<List<String>> missing = new ArrayList<>();
        for (String test : new TreeSet<>(all(NAMED_TEST, page))) {
            String script = scripts.getOrDefault(test, "mvn verify");
            if (ran.contains(test) || subclasses.getOrDefault(test, List.of()).stream().anyMatch(ran::contains)) {
                continue;
            } else if (own.contains(script)) {
                elsewhere.add(List.of(test, script + ", a command of its own"));
            } else if (skipped.contains(script)) {
                elsewhere.add(List.of(test, script + ", which was skipped here"));
            } else {
                missing.add(List.of(test, script));
            }
        }
        table("promised tests of other commands", "no promised tests of other commands", elsewhere);
        table("PROMISED TESTS THAT DID NOT RUN, or were skipped", "every other promised test ran", missing);
        return missing.isEmpty();
    }

    /** Which script runs a test that is too slow for the build. */
    private static Map<String, String> scripts(Path home) throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.list(home.resolve("benchmarks"))) {
            for (Path file : files.filter(Files::isExecutable).filter(Files::isRegularFile).toList()) {
                for (String names : all(SLOW_TESTS, Files.readString(file))) {
                    Stream.of(names.split(",")).forEach(name -> scripts.put(name, "benchmarks/" + file.getFileName()));
                }
            }
        }
        return scripts;
    }

    /** Of abstract tests, such as the contract of a port: the names of the tests that extend them. */
    private static Map<String, List<String>> subclasses(Path home) throws IOException {
        Map<String, List<String>> subclasses = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                Matcher matcher = EXTENDS.matcher(Files.readString(file));
                while (matcher.find()) {
                    subclasses.computeIfAbsent(matcher.group(2), any -> new ArrayList<>()).add(matcher.group(1));
                }
            }
        }
        return subclasses;
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map(result -> result.group(result.groupCount()))
                .toList();
    }

    // ---- reading

    private List<Step> steps() throws IOException {
        return lines("steps")
                .map(fields -> new Step(fields.get(0), fields.get(1), fields.get(2), fields.get(3)))
                .toList();
    }

    private Stream<List<String>> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(line -> List.of(line.split("\t", -1)))
                : Stream.of();
    }

    private List<Test> tests() throws Exception {
        List<Test> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                read(file, tests);
            }
        }
        return tests;
    }

    private void read(Path file, List<Test> tests) throws Exception {
        Path relative = folder.relativize(file);
        String step = relative.getNameCount() > 1 ? relative.getName(0).toString() : "";
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        NodeList cases = document.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            tests.add(test(step, (Element) cases.item(i)));
        }
    }

    private static Test test(String step, Element element) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part) {
                found.computeIfAbsent(part.getTagName(), any -> new ArrayList<>()).add(firstLine(part));
            }
        }
        String type = element.getAttribute("classname");
        String method = element.getAttribute("name");
        List<String> failures = of(found, "failure", "error");
        return new Test(
                step,
                type,
                method.isEmpty() ? type : type + "." + method,
                !failures.isEmpty() ? Outcome.FAILED : found.containsKey("skipped") ? Outcome.SKIPPED : Outcome.PASSED,
                failures.isEmpty() ? "" : failures.get(0),
                of(found, "flakyFailure", "flakyError"));
    }

    private static List<String> of(Map<String, List<String>> found, String... tags) {
        return Stream.of(tags)
                .flatMap(tag -> found.getOrDefault(tag, List.of()).stream())
                .toList();
    }

    /**
     * Of the message, or of the stack trace if there is none. A heading ("Expecting actual:") also takes the next line.
     */
    private static String firstLine(Element failure) {
        String message = failure.getAttribute("message");
        List<String> lines = (message.isBlank() ? failure.getTextContent() : message)
                .lines()
                .map(line -> line.replace('\t', ' ').strip())
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return failure.getAttribute("type");
        }
        boolean heading = lines.get(0).endsWith(":") && lines.size() > 1;
        String line = heading ? lines.get(0) + " " + lines.get(1) : lines.get(0);
        return line.length() > WIDEST ? line.substring(0, WIDEST) + "..." : line;
    }
}
