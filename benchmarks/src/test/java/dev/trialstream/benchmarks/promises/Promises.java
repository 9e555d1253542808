package dev.trialstream.benchmarks.promises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks {@code docs/promises.md} of a checkout against its tests and scripts. */
final class Promises {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)`");
    private static final Pattern SCRIPT = Pattern.compile("`((?:\\.ci|benchmarks)/[\\w-]+)");
    private static final Pattern SLOW_TESTS = Pattern.compile("(?m)^slow_tests ([\\w,]+)");
    private static final Pattern EXCLUDED = Pattern.compile("<excludedGroups>([\\w |]+)</excludedGroups>");
    private static final String OWN = "Commands of their own:";

    private final Path home;
    private final List<String> page;
    private final List<TestSource> sources;

    Promises(Path home) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        this.page = Files.readAllLines(this.home.resolve("docs/promises.md"));
        this.sources = TestSource.below(this.home);
    }

    /** The rows of all tables: number, promise, evidence, figure. */
    List<String> rows() {
        return page.stream().filter(line -> line.matches("\\| \\d+\\..*")).toList();
    }

    /** Rows that are incomplete, or without evidence and not marked as missed. */
    List<String> unshown() {
        return rows().stream()
                .filter(row -> {
                    String[] cells = row.split("(?<!\\\\)\\|", -1);
                    return cells.length != 6
                            || cells[2].isBlank()
                            || !(cells[4].contains("missed: ")
                                    || TEST.matcher(cells[3]).find()
                                    || SCRIPT.matcher(cells[3]).find());
                })
                .toList();
    }

    /** Problems with the named tests and scripts: one does not exist, or nothing runs it. */
    List<String> unrunnable() throws IOException {
        List<String> complaints = new ArrayList<>();
        Set<String> run = scriptsThatAreRun();
        for (String script : named(SCRIPT)) {
            if (!Files.isExecutable(home.resolve(script))) {
                complaints.add(script + " does not exist");
            } else if (!run.contains(script)) {
                complaints.add(script + " is neither in .ci/run nor a command of its own in docs/promises.md");
            }
        }
        Map<String, String> slow = slowTests();
        for (String name : named(TEST)) {
            List<TestSource> runnable = concrete(name).stream()
                    .filter(test -> isRunByTheBuild(test) || run.contains(slow.getOrDefault(test.name(), "")))
                    .toList();
            if (concrete(name).isEmpty()) {
                complaints.add(name + " does not exist, or nothing extends it");
            } else if (runnable.isEmpty()) {
                complaints.add(
                        name + " is not run: it is disabled, or its tags are excluded from the build and no script"
                                + " of .ci/run or command of its own names it");
            }
        }
        return complaints;
    }

    /**
     * Named tests that this build should have run by now, but did not run or skipped completely.
     *
     * @param building the module whose tests are running now; its reports are not complete
     */
    List<String> notRun(TestReports reports, Path building) throws Exception {
        List<String> complaints = new ArrayList<>();
        Path current = building.toAbsolutePath().normalize();
        for (String name : named(TEST)) {
            int executed = 0;
            int expected = 0;
            for (TestSource test : concrete(name)) {
                boolean due = isRunByTheBuild(test)
                        && !test.module().equals(current)
                        && (reports.has(test.module()) || reports.has(test));
                expected += due ? 1 : 0;
                executed += due ? reports.executed(test) : 0;
            }
            if (expected > 0 && executed == 0) {
                complaints.add(name + " did not run in this build, or all of it was skipped");
            }
        }
        return complaints;
    }

    private Set<String> named(Pattern pattern) {
        return rows().stream()
                .flatMap(row -> pattern.matcher(row).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The class itself, or, for an abstract class such as a port's contract, the classes that extend it. */
    private List<TestSource> concrete(String name) {
        return sources.stream()
                .filter(test -> test.name().equals(name))
                .flatMap(test -> test.isAbstract()
                        ? sources.stream().filter(other -> other.extendsClass(name))
                        : Stream.of(test))
                .toList();
    }

    private boolean isRunByTheBuild(TestSource test) {
        Set<String> tags = test.tags();
        tags.retainAll(excluded());
        return tags.isEmpty() && !test.isDisabled() && isInTheReactor(test.module());
    }

    private boolean isInTheReactor(Path module) {
        return pom().contains("<module>" + home.relativize(module) + "</module>");
    }

    private Set<String> excluded() {
        return EXCLUDED.matcher(pom())
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("\\|")))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private String pom() {
        return read("pom.xml");
    }

    private Set<String> scriptsThatAreRun() {
        Set<String> scripts = new TreeSet<>(Set.of(".ci/run"));
        String own = page.stream().filter(line -> line.startsWith(OWN)).collect(Collectors.joining());
        SCRIPT.matcher(own).results().forEach(found -> scripts.add(found.group(1)));
        read(".ci/run")
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .flatMap(line -> Stream.of(line.strip().split("[\\s;|&]+")))
                .filter(word -> word.startsWith("benchmarks/"))
                .forEach(scripts::add);
        return scripts;
    }

    /** Which script runs a test whose tags are excluded from the build. */
    private Map<String, String> slowTests() throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.list(home.resolve("benchmarks"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .toList()) {
                SLOW_TESTS
                        .matcher(Files.readString(file))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(",")))
                        .forEach(test -> scripts.put(test, "benchmarks/" + file.getFileName()));
            }
        }
        return scripts;
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
