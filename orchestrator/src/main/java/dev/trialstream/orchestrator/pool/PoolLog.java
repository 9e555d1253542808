package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.message.PoolMessage;
import java.util.HashMap;
import java.util.Map;

/**
 * The pool of workers as its topic tells it. The only clock is the ticks in that same log: a worker is gone after
 * {@link #LEASE_TICKS} ticks without a heartbeat between them, so neither an outage of the broker nor a stepped clock
 * expires anyone.
 */
public final class PoolLog {
    /** Ticks, a second apart, that a silent worker is waited for. */
    public static final int LEASE_TICKS = 4;

    private final Map<String, Member> members = new HashMap<>();

    public void apply(PoolMessage message) {
        if (message instanceof PoolMessage.Heartbeat heartbeat) {
            if (heartbeat.slots() == 0) {
                members.remove(heartbeat.worker());
            } else {
                members.put(heartbeat.worker(), new Member(heartbeat.slots(), heartbeat.draining(), 0));
            }
        } else if (message instanceof PoolMessage.Tick) {
            members.replaceAll((worker, member) -> member.tick());
            members.values().removeIf(member -> member.silentTicks() > LEASE_TICKS);
        }
    }

    /** Slots of the workers that are here and not leaving. */
    public int slots() {
        return members.values().stream()
                .filter(member -> !member.draining())
                .mapToInt(Member::slots)
                .sum();
    }

    private record Member(int slots, boolean draining, int silentTicks) {
        Member tick() {
            return new Member(slots, draining, silentTicks + 1);
        }
    }
}
