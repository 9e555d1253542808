package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The curves of a study, with a {@link Rung} for each epoch that was ever queried. */
public final class CurveIndex implements Curves {
    private final Objective objective;
    private final Map<String, Curve> curves = new HashMap<>();
    private final Map<Key, SortedRung> rungs = new HashMap<>();
    private @Nullable TreeSet<Scored> ranked;

    public CurveIndex(Objective objective) {
        this.objective = objective;
    }

    private record Key(int epoch, Objective objective, Group group) {}

    private record Scored(String trial, Score score) {}

    /** Sets the curve of a trial: its previous curve, either extended or cut short. */
    public void put(String trial, Curve curve) {
        Curve before = curve.epochs().isEmpty() ? curves.remove(trial) : curves.put(trial, curve);
        int known = before == null ? 0 : before.lastEpoch();
        rank(trial, before, curve);
        rungs.forEach((key, rung) -> {
            if (key.epoch() > known) {
                scoreAt(trial, curve, key).ifPresent(rung::add);
            } else if (key.epoch() > curve.lastEpoch() && before != null) {
                scoreAt(trial, before, key).ifPresent(rung::remove);
            }
        });
    }

    private void rank(String trial, @Nullable Curve before, Curve curve) {
        TreeSet<Scored> board = ranked;
        if (board == null) {
            return;
        }
        if (before != null) {
            before.score(objective).ifPresent(score -> board.remove(new Scored(trial, score)));
        }
        curve.score(objective).ifPresent(score -> board.add(new Scored(trial, score)));
    }

    @Override
    public Rung at(int epoch, Group group) {
        return at(epoch, objective, group);
    }

    @Override
    public Rung at(int epoch, Objective compared, Group group) {
        return rungs.computeIfAbsent(new Key(epoch, compared, group), this::gather);
    }

    @Override
    public Optional<Score> bestBut(String trial) {
        if (ranked == null) {
            ranked = new TreeSet<>(Comparator.comparing(Scored::score, Score.betterFirst(objective.direction()))
                    .thenComparing(Scored::trial));
            curves.forEach((name, curve) -> rank(name, null, curve));
        }
        return ranked.stream()
                .filter(scored -> !scored.trial().equals(trial))
                .findFirst()
                .map(Scored::score);
    }

    private SortedRung gather(Key key) {
        SortedRung rung = new SortedRung(Score.betterFirst(key.objective().direction()));
        curves.forEach((trial, curve) -> scoreAt(trial, curve, key).ifPresent(rung::add));
        return rung;
    }

    /**
     * The score of a trial when it reached a rung, which may be missing; empty if it has not reached it, or belongs to
     * another group.
     */
    private Optional<Optional<Score>> scoreAt(String trial, Curve curve, Key key) {
        boolean reached = key.epoch() <= curve.lastEpoch()
                && curve.at(key.epoch()).isPresent()
                && (key.group() == Group.ALL || key.group().has(Ids.numberOf(trial)));
        return reached ? Optional.of(curve.upTo(key.epoch()).score(key.objective())) : Optional.empty();
    }
}
