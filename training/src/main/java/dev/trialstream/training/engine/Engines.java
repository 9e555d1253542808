package dev.trialstream.training.engine;

import dev.trialstream.training.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines of an installation, and the choice among them. */
public final class Engines {
    /** These engines are tried first, in this order, if a study names none; the others follow by name. */
    private static final List<String> PREFERRED = List.of("dl4j");

    private final List<Engine> engines;

    public Engines(Collection<? extends Engine> engines) {
        this.engines = engines.stream()
                .sorted(Comparator.comparingInt(Engines::rank).thenComparing(Engine::name))
                .collect(Collectors.toUnmodifiableList());
    }

    private static int rank(Engine engine) {
        int rank = PREFERRED.indexOf(engine.name());
        return rank < 0 ? PREFERRED.size() : rank;
    }

    /** The engines that {@link ServiceLoader} finds on the class path. */
    public static Engines onClassPath() {
        return new Engines(ServiceLoader.load(Engine.class, Engines.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** In the order in which they are tried. */
    public List<String> names() {
        return engines.stream().map(Engine::name).toList();
    }

    /** @throws NoEngine if no engine has this name */
    public Engine named(String name) {
        return find(name)
                .orElseThrow(() -> new NoEngine("no engine " + name + " is on the class path, expected "
                        + (engines.isEmpty() ? "a jar with one" : "one of " + String.join(", ", names()))));
    }

    /**
     * The engine for a training.
     *
     * @param wanted name of the engine; empty: the first that supports the plan
     * @throws NoEngine if there is no such engine, or it does not support the plan
     */
    public Engine choose(Optional<String> wanted, Plan plan) {
        return wanted.isPresent() ? supporting(named(wanted.get()), plan) : first(plan);
    }

    /**
     * The engine that continues a training.
     *
     * @param state a checkpoint; its engine is chosen if {@code wanted} is empty
     * @throws NoEngine see {@link #choose(Optional, Plan)}
     */
    public Engine choose(Optional<String> wanted, Plan plan, byte[] state) {
        return choose(wanted.or(() -> Checkpoint.engineOf(state)), plan);
    }

    private Optional<Engine> find(String name) {
        return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    private Engine supporting(Engine engine, Plan plan) {
        if (engine.supports(plan) instanceof Support.Lacks lacks) {
            List<String> others = engines.stream()
                    .filter(other -> other.supports(plan) instanceof Support.Full)
                    .map(Engine::name)
                    .toList();
            throw new NoEngine("engine " + engine.name() + " has no " + lacks.knob() + " " + lacks.value()
                    + "; choose another value" + (others.isEmpty() ? "" : " or engine: " + String.join(", ", others)));
        }
        return engine;
    }

    private Engine first(Plan plan) {
        List<String> lacking = new ArrayList<>();
        for (Engine engine : engines) {
            if (!(engine.supports(plan) instanceof Support.Lacks lacks)) {
                return engine;
            }
            lacking.add("engine " + engine.name() + " has no " + lacks.knob() + " " + lacks.value());
        }
        throw new NoEngine(
                lacking.isEmpty()
                        ? "no engine is on the class path, expected a jar with one"
                        : String.join(", ", lacking) + "; choose another value");
    }
}
