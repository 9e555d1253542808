package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Objective;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Index of a study's trials for the queries made at every event. A change costs O(log n), so no query loops over all
 * trials.
 */
final class TrialIndex {
    private final Roster all = new Roster();
    private final Map<Role, Roster> rosters = new EnumMap<>(Role.class);
    private final TrialCounts counts = new TrialCounts();

    /** The numbers of the trials that have not ended, of any role, by state. */
    private final Map<JobLog.State, NavigableSet<Integer>> open = new EnumMap<>(JobLog.State.class);

    /** Trials that have lost a worker since their last new epoch. */
    private final NavigableSet<Integer> lapsed = new TreeSet<>();

    /** Trials to dispatch again after a lost or failed attempt. */
    private final NavigableSet<Integer> troubledRequests = new TreeSet<>();

    /** Ranking of the search; created on first use. */
    private @Nullable TrialRanking ranking;

    private int searchEpochs;

    TrialIndex() {
        for (Role role : Role.values()) {
            rosters.put(role, new Roster());
        }
        for (JobLog.State state : JobLog.State.values()) {
            if (!state.hasEnded()) {
                open.put(state, new TreeSet<>());
            }
        }
    }

    Optional<TrialLog> trial(int number) {
        return Optional.ofNullable(all.get(number));
    }

    /** Adds or replaces a trial. */
    void put(TrialLog after) {
        TrialLog before = all.put(after);
        rosters(after.role()).put(after);
        if (before == null || before.state() != after.state()) {
            move(before, after);
        }
        hold(lapsed, after.number(), after.job().lapses() > 0 || after.job().trouble() != null);
        hold(
                troubledRequests,
                after.number(),
                after.state() == JobLog.State.REQUESTED && after.job().isTroubled());
        if (after.role() == Role.SEARCH) {
            searchEpochs += after.trained() - (before == null ? 0 : before.trained());
            if (ranking != null && (before == null || !before.curve().equals(after.curve()))) {
                ranking.put(after);
            }
        }
    }

    private void move(@Nullable TrialLog before, TrialLog after) {
        if (before != null) {
            counts.add(before.role(), before.state(), -1);
            if (!before.state().hasEnded()) {
                open(before.state()).remove(before.number());
            }
        }
        counts.add(after.role(), after.state(), 1);
        if (!after.state().hasEnded()) {
            open(after.state()).add(after.number());
        }
    }

    private static void hold(NavigableSet<Integer> numbers, int number, boolean held) {
        if (held) {
            numbers.add(number);
        } else {
            numbers.remove(number);
        }
    }

    private Roster rosters(Role role) {
        return Objects.requireNonNull(rosters.get(role));
    }

    private NavigableSet<Integer> open(JobLog.State state) {
        return Objects.requireNonNull(open.get(state), "has ended");
    }

    private TrialLog present(int number) {
        return Objects.requireNonNull(all.get(number));
    }

    /** Resets the lapses of every trial. */
    void forgive() {
        List.copyOf(lapsed).forEach(number -> put(present(number).forgiven()));
    }

    TrialCounts counts() {
        return counts;
    }

    /** Epochs that the search trials have trained, including overrun. */
    int searchEpochs() {
        return searchEpochs;
    }

    /** All trials by number. The collection changes with the index. */
    Collection<TrialLog> all() {
        return all.view();
    }

    /** The trials of one role by number. The list changes with the index. */
    List<TrialLog> of(Role role) {
        return rosters(role).view();
    }

    /**
     * The trials of any role in {@code state} by number.
     *
     * @param state not a final state
     */
    Stream<TrialLog> in(JobLog.State state) {
        return open(state).stream().map(this::present);
    }

    /** The trial with the lowest number in {@code state}, which must not be a final state. */
    Optional<TrialLog> oldest(JobLog.State state) {
        NavigableSet<Integer> numbers = open(state);
        return numbers.isEmpty() ? Optional.empty() : trial(numbers.first());
    }

    /** The trials of any role to dispatch again after a lost or failed attempt, by number. */
    Stream<TrialLog> troubledRequests() {
        return troubledRequests.stream().map(this::present);
    }

    /** The search trials ranked by score. After the first call, each change costs O(log n). */
    TrialRanking ranking(Objective objective) {
        TrialRanking known = ranking;
        if (known == null) {
            known = new TrialRanking(objective);
            of(Role.SEARCH).forEach(known::put);
            ranking = known;
        }
        return known;
    }
}
