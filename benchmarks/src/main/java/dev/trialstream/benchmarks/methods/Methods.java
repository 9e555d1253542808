package dev.trialstream.benchmarks.methods;

import dev.trialstream.benchmarks.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Effect of each method on the error on unseen rows: {@code benchmarks/methods [--pairs N] [FAMILY... | --print |
 * --docs]}; {@code --docs} writes the results into the documentation.
 *
 * <p>A family is a data set, a reference arm, and arms that differ from it in one method. In a pair both arms have the
 * same split and seed, and each its own learning rate, the best of five on the validation rows. So choices use
 * validation, and effects are reported on test, by the corrected resampled t, with p by Holm over the arms of a family.
 * {@link Looks} determines the number of pairs.
 */
public final class Methods {
    private static final Path RESULTS = Path.of("benchmarks/results/methods.csv");

    private Methods() {}

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(Arrays.asList(args));
        int most = Looks.MOST;
        int option = wanted.indexOf("--pairs");
        if (option >= 0) {
            most = pairs(option + 1 < wanted.size() ? wanted.get(option + 1) : "nothing");
            wanted.subList(option, option + 2).clear();
        }
        RecordedRuns runs = RecordedRuns.of(RESULTS);
        if (wanted.equals(List.of("--docs"))) {
            new Documents(Path.of("docs"), runs).write();
            return;
        }
        if (!wanted.equals(List.of("--print"))) {
            make(families(wanted), runs, most);
        }
        new Page(runs, System.out).print(Families.all());
    }

    private static int pairs(String given) {
        if (!given.matches("[1-9]|1[0-9]|20")) {
            refuse("--pairs: expected a number from 1 to " + Looks.MOST + ", got " + given);
        }
        return Integer.parseInt(given);
    }

    private static void refuse(String reason) {
        System.err.println("benchmarks/methods: " + reason);
        System.exit(2);
    }

    private static List<Family> families(List<String> wanted) {
        List<String> names = Families.all().stream().map(Family::name).toList();
        for (String name : wanted) {
            if (!names.contains(name)) {
                refuse("no family " + name + ", expected --print, --docs or some of " + names);
            }
        }
        return Families.all().stream()
                .filter(family -> wanted.isEmpty() || wanted.contains(family.name()))
                .toList();
    }

    private static void make(List<Family> families, RecordedRuns runs, int most) throws Exception {
        Path folder = Files.createTempDirectory("methods-");
        try (ArmComparison comparison = new ArmComparison(runs, new Forms(Path.of("examples"), folder), most)) {
            for (Family family : families) {
                comparison.make(family);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
