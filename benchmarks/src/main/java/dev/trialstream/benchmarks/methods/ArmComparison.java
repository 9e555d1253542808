package dev.trialstream.benchmarks.methods;

import dev.trialstream.training.network.NetworkTrainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the missing runs, as many in parallel as there are processors. */
final class ArmComparison implements AutoCloseable {
    private final RecordedRuns runs;
    private final Forms forms;
    private final int most;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final ThreadLocal<NetworkTrainer> trainers = ThreadLocal.withInitial(NetworkTrainer::new);

    /** @param most maximum number of pairs to make now */
    ArmComparison(RecordedRuns runs, Forms forms, int most) {
        this.runs = runs;
        this.forms = forms;
        this.most = most;
    }

    /** A pair to make for an arm. */
    private record Wanted(Arm arm, int pair) {}

    /** From look to look; each decides about arms from the runs before it. */
    void make(Family family) throws IOException, InterruptedException {
        for (int pair = 1; pair <= most; pair = Looks.until(pair) + 1) {
            List<Wanted> wanted = wanted(family, pair, Math.min(Looks.until(pair), most));
            make(family, wanted.stream().filter(it -> it.arm().tuned()).toList());
            make(family, wanted.stream().filter(it -> !it.arm().tuned()).toList());
            confirm(family);
        }
    }

    private List<Wanted> wanted(Family family, int from, int until) {
        Set<String> arms = new LinkedHashSet<>();
        for (Arm arm : family.arms()) {
            if (!arm.isReference() && !Looks.decided(family, arm, runs, from)) {
                arms.add(arm.reference());
                arms.add(arm.name());
            }
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int pair = from; pair <= until; pair++) {
            for (String arm : arms) {
                if (runs.find(family, arm, pair).isEmpty()) {
                    wanted.add(new Wanted(family.arm(arm), pair));
                }
            }
        }
        return wanted;
    }

    private void make(Family family, List<Wanted> wanted) throws IOException, InterruptedException {
        List<Callable<Run>> work = new ArrayList<>();
        for (Wanted each : wanted) {
            Optional<Run> reference = runs.find(family, each.arm().reference(), each.pair());
            Source source = forms.of(family.form(), each.pair());
            work.add(() -> tuning(family, each.arm(), each.pair(), source).run(reference));
        }
        add(work);
    }

    /** Confirms the chosen rates in a family whose data can be split again. */
    private void confirm(Family family) throws IOException, InterruptedException {
        List<Callable<Run>> work = new ArrayList<>();
        for (Arm arm : family.arms()) {
            for (Run run : runs.of(family, arm.name())) {
                Source source = forms.of(family.form(), run.pair());
                if (run.pair() <= most
                        && Double.isNaN(run.confirmed())
                        && !source.confirming().isEmpty()) {
                    work.add(() -> tuning(family, arm, run.pair(), source).confirmed(run));
                }
            }
        }
        add(work);
    }

    private Tuning tuning(Family family, Arm arm, int pair, Source source) {
        return new Tuning(trainers.get(), family, arm, pair, source);
    }

    private void add(List<Callable<Run>> work) throws IOException, InterruptedException {
        ExecutorCompletionService<Run> begun = new ExecutorCompletionService<>(threads);
        work.forEach(begun::submit);
        for (int i = 0; i < work.size(); i++) {
            try {
                System.err.println(runs.add(begun.take().get()));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
