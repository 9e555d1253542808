package dev.trialstream.benchmarks;

import dev.trialstream.policy.search.Sampler;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.search.SearchHistory;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.Median;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.StudyRequestBuilder;
import dev.trialstream.protocol.study.TrainerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Cost of an event for planner and judge in a study with few and with many trials: {@code benchmarks/scale [TRIALS
 * ...]}.
 *
 * <p>The studies of all sizes are grown first. Then they take turns, one block of events each, so that other load of
 * the machine affects all of them equally. A figure is the median over the blocks of a block's mean.
 */
public final class Scale {
    private static final int BLOCKS = 90;
    private static final int EVENTS = 40;
    private static final int SUGGESTIONS = 5;
    private static final int TRIALS = 500_000;
    private static final int EPOCHS = 27;

    /** A small study grows during the measurement, so several studies share the blocks. */
    private static final int MOST_STUDIES = 6;

    private static final Objective OBJECTIVE =
            new Objective(SyntheticStudy.OBJECTIVE, Objective.Direction.MINIMIZE, Objective.At.SMOOTHED_BEST);
    private static final Objective FURTHER =
            new Objective(SyntheticStudy.FURTHER, Objective.Direction.MINIMIZE, Objective.At.LAST);
    private static final StoppingSpec ASHA = new Asha(1, 3).spec();
    private static final StoppingSpec PROMOTE = new AshaPromote(1, 2).spec();

    private final int[] sizes;

    private Scale(int... sizes) {
        this.sizes = sizes;
    }

    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {1_000, 10_000, 100_000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        new Scale(sizes).run();
    }

    private void run() {
        head("median µs per event (mean)");
        measure("asha", request(ASHA).build());
        measure("median", request(new Median(3, 4).spec()).build());
        measure("asha_promote", request(PROMOTE).build());
        measure(
                "asha, two objectives",
                request(ASHA).furtherObjectives(List.of(FURTHER)).build());
        measure(
                "asha, `worth`",
                request(ASHA)
                        .budget(new Budget(TRIALS, EPOCHS, null, TRIALS)
                                .settings()
                                .with(Budget.WORTH, 1e-300))
                        .build());
        measure(
                "asha, shadow asha_promote",
                request(ASHA).judging(new Judging(List.of(PROMOTE), 0)).build());
        System.out.println();
        suggestions();
    }

    private static StudyRequestBuilder request(StoppingSpec stopping) {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("learning_rate", FloatDimension.log(1e-4, 1));
        space.put("units", IntDimension.log(8, 512));
        space.put("optimizer", CategoricalDimension.of("adam", "momentum"));
        space.put("momentum", FloatDimension.linear(0.5, 0.99).when("optimizer", "momentum"));
        return StudyRequest.builder(TrainerSpec.replay("curves", 0), new SearchSpec("random", 1))
                .objective(OBJECTIVE)
                .space(new SearchSpace(space))
                .stopping(stopping)
                .budget(new Budget(TRIALS, EPOCHS, null, TRIALS).settings());
    }

    private void measure(String name, StudyRequest request) {
        List<List<SyntheticStudy>> studies = new ArrayList<>();
        List<List<SyntheticStudy.Cost>> costs = new ArrayList<>();
        for (int size : sizes) {
            studies.add(grown(request, size));
            costs.add(new ArrayList<>());
        }
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < sizes.length; i++) {
                List<SyntheticStudy> ofSize = studies.get(i);
                costs.get(i).add(ofSize.get(block % ofSize.size()).measure(EVENTS));
            }
        }
        row(name + ": planner", costs, SyntheticStudy.Cost::planner);
        row(name + ": judge", costs, SyntheticStudy.Cost::judge);
    }

    private List<SyntheticStudy> grown(StudyRequest request, int size) {
        List<SyntheticStudy> studies = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Math.min(MOST_STUDIES, 10_000 / size)); i++) {
            SyntheticStudy study = new SyntheticStudy(request, i);
            study.growTo(size);
            studies.add(study);
        }
        return studies;
    }

    private void head(String what) {
        System.out.print("| " + what + " |");
        for (int size : sizes) {
            System.out.printf(Locale.ROOT, " %,d trials |", size);
        }
        System.out.println(" ratio |\n" + "| --- ".repeat(sizes.length + 2) + "|");
    }

    private static void row(
            String name, List<List<SyntheticStudy.Cost>> costs, ToDoubleFunction<SyntheticStudy.Cost> of) {
        System.out.print("| " + name + " |");
        double first = 0;
        double last = 0;
        for (List<SyntheticStudy.Cost> ofSize : costs) {
            double[] sorted = ofSize.stream().mapToDouble(of).sorted().toArray();
            last = sorted[sorted.length / 2];
            first = first == 0 ? last : first;
            System.out.printf(
                    Locale.ROOT,
                    " %.1f (%.1f) |",
                    last,
                    Arrays.stream(sorted).average().orElseThrow());
        }
        System.out.printf(Locale.ROOT, " %.2f |%n", last / first);
    }

    /** A suggestion by {@code tpe}, which reads every trial. */
    private void suggestions() {
        head("median ms per suggestion");
        Sampler tpe = Samplers.onClassPath().named("tpe");
        System.out.print("| tpe |");
        double first = 0;
        double last = 0;
        for (int size : sizes) {
            SyntheticStudy study = grown(request(ASHA).build(), size).get(0);
            SearchHistory history = new SearchHistory(study.log().trials(Role.SEARCH));
            double[] millis = new double[SUGGESTIONS];
            for (int i = -1; i < SUGGESTIONS; i++) {
                long began = System.nanoTime();
                var unused = tpe.suggest(study.log().spec().orElseThrow(), history, size + 1);
                millis[Math.max(0, i)] = (System.nanoTime() - began) / 1e6;
            }
            Arrays.sort(millis);
            last = millis[SUGGESTIONS / 2];
            first = first == 0 ? last : first;
            System.out.printf(Locale.ROOT, " %.1f |", last);
        }
        System.out.printf(Locale.ROOT, " %.1f |%n", last / first);
    }
}
