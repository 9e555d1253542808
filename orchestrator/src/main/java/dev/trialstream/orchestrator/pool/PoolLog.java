package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.kafka.Lease;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.message.PoolMessage.Held;
import dev.trialstream.protocol.message.PoolMessage.Repertoire;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pool of workers, from its topic. Its only clock is the ticks in the same log: a worker is gone at the
 * {@link #LEASE_TICKS}th tick without a heartbeat. So neither a broker outage nor a stepped clock expires a worker.
 */
public final class PoolLog {
    /** Ticks, one second apart, after which a silent worker is gone. */
    public static final int LEASE_TICKS = Lease.TICKS;

    /** A leaving worker's last events are on another topic and may be read a moment later than its farewell. */
    private static final int FAREWELL_TICKS = 2;

    /** Number of gone workers to remember; earlier ones have long been handled. */
    private static final int GONE_REMEMBERED = 10_000;

    /** Number of attempts held over HTTP whose renewals are remembered. */
    private static final int RENEWALS_REMEMBERED = 20_000;

    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Integer> leavingFor = new HashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final Map<Held, Long> renewals = new LinkedHashMap<>();
    private Map<String, Integer> wanted = Map.of();
    private long ticks;

    public void apply(PoolMessage message) {
        if (message instanceof PoolMessage.Heartbeat heartbeat) {
            beat(heartbeat);
        } else if (message instanceof PoolMessage.Renewal renewal) {
            renew(new Held(renewal.job(), renewal.attempt()));
        } else if (message instanceof PoolMessage.Tick tick) {
            wanted = tick.wanted() == null ? wanted : tick.wanted();
            tick();
        }
    }

    private void beat(PoolMessage.Heartbeat heartbeat) {
        if (heartbeat.slots() == 0) {
            members.remove(heartbeat.worker());
            leavingFor.put(heartbeat.worker(), FAREWELL_TICKS);
        } else {
            gone.remove(heartbeat.worker());
            leavingFor.remove(heartbeat.worker());
            Set<Held> busy = Set.copyOf(heartbeat.busy());
            members.put(heartbeat.worker(), new Member(heartbeat, busy, 0));
        }
    }

    private void tick() {
        ticks++;
        members.replaceAll((worker, member) -> member.tick());
        Set<String> silent = members.entrySet().stream()
                .filter(member -> member.getValue().silentTicks() >= LEASE_TICKS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        silent.forEach(members::remove);
        silent.forEach(this::lose);
        leavingFor.replaceAll((worker, ticksLeft) -> ticksLeft - 1);
        Set<String> left = leavingFor.entrySet().stream()
                .filter(leaving -> leaving.getValue() <= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        left.forEach(leavingFor::remove);
        left.forEach(this::lose);
    }

    private void renew(Held held) {
        renewals.remove(held); // keeps the attempts with the oldest renewals first
        renewals.put(held, ticks);
        if (renewals.size() > RENEWALS_REMEMBERED) {
            renewals.remove(renewals.keySet().iterator().next());
        }
    }

    private void lose(String worker) {
        gone.add(worker);
        if (gone.size() > GONE_REMEMBERED) {
            gone.remove(gone.iterator().next());
        }
    }

    public Pool pool() {
        Map<String, Pool.Capacity> capacity = new HashMap<>();
        members.values().stream()
                .filter(member -> member.offered() > 0)
                .forEach(member -> capacity.merge(member.last().device(), member.capacity(), Pool.Capacity::with));
        Map<String, Set<Held>> held = members.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, member -> member.getValue().busy()));
        return new Pool(ticks, capacity, held, gone, renewals, repertoire());
    }

    private @Nullable Repertoire repertoire() {
        Set<String> trainers = new TreeSet<>();
        Set<String> commands = new TreeSet<>();
        boolean any = false;
        for (Member member : members.values()) {
            if (member.offered() == 0) {
                continue;
            }
            Repertoire its = member.last().repertoire();
            if (its == null) {
                return null;
            }
            any = true;
            trainers.addAll(its.trainers());
            commands.addAll(its.commands());
        }
        return any ? new Repertoire(List.copyOf(trainers), List.copyOf(commands)) : null;
    }

    /** The present workers, by their latest heartbeats. */
    public List<PoolMessage.Heartbeat> workers() {
        return members.values().stream()
                .map(Member::last)
                .sorted(Comparator.comparing(PoolMessage.Heartbeat::worker))
                .toList();
    }

    /** Slots that all studies together could use, by device class, from the latest tick. */
    public Map<String, Integer> wanted() {
        return wanted;
    }

    private record Member(PoolMessage.Heartbeat last, Set<Held> busy, int silentTicks) {
        Member tick() {
            return new Member(last, busy, silentTicks + 1);
        }

        int offered() {
            return last.draining() ? 0 : last.slots();
        }

        Pool.Capacity capacity() {
            return new Pool.Capacity(offered(), Math.max(0, offered() - busy.size()), last.memoryMib());
        }
    }
}
