package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.message.Messages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Storage of the judges' memory, one entry per key: {@code <study>/<path>}. A study id has no slash, so the keys that
 * begin with {@code <study>/} belong to this study. When the study has ended, its entries are {@link Packed}.
 */
final class JudgeStore implements JudgeStateStore {
    /** Key prefix of ended studies, in the order of their ends; no study id contains this character. */
    private static final String ENDED = "~ended/";

    private static final int MOST_ENDED = 200;

    /** Limit for packed, ended studies: a partition's share of a small heap. */
    private static final long MOST_BYTES = 8_000_000;

    private final KeyValueStore<String, byte[]> entries;
    private final int mostEnded;
    private final long mostBytes;

    JudgeStore(KeyValueStore<String, byte[]> entries) {
        this(entries, MOST_ENDED, MOST_BYTES);
    }

    /**
     * @param mostEnded ended studies to keep, at least 1
     * @param mostBytes limit for them; the last one to end is always kept
     */
    JudgeStore(KeyValueStore<String, byte[]> entries, int mostEnded, long mostBytes) {
        this.entries = entries;
        this.mostEnded = mostEnded;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean knows(String study) {
        return entries.get(study + "/" + JudgeStateRecord.Accepted.PATH) != null || hasEnded(study);
    }

    @Override
    public boolean hasEnded(String study) {
        return entries.get(study + "/" + JudgeStateRecord.Ended.PATH) != null;
    }

    @Override
    public void put(String study, JudgeStateRecord entry) {
        if (entry instanceof JudgeStateRecord.Ended ended) {
            pack(study, ended);
            forgetTheOldest();
        } else if (entry instanceof JudgeStateRecord.Rewound rewound) {
            removeLater(study + "/", rewound);
        } else {
            entries.put(study + "/" + entry.path(), Messages.write(entry));
        }
    }

    /** @throws IllegalArgumentException if one does not fit into the changelog */
    @Override
    public void putAll(String study, List<JudgeStateRecord> together) {
        for (JudgeStateRecord entry : together) {
            // the number of metrics of an epoch is limited where it is read
            int bytes = entry instanceof JudgeStateRecord.Epoch ? 0 : Messages.write(entry).length;
            if (bytes > MessageSizes.ANY_TOPIC) {
                throw new IllegalArgumentException(
                        "an entry of " + bytes + " bytes for " + entry.path() + " does not fit into the changelog");
            }
        }
        JudgeStateStore.super.putAll(study, together);
    }

    private void removeLater(String prefix, JudgeStateRecord.Rewound rewound) {
        List<String> later = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found =
                entries.prefixScan(prefix + rewound.epochs(), new StringSerializer())) {
            found.forEachRemaining((KeyValue<String, byte[]> it) -> later.add(it.key));
        }
        later.stream()
                .filter(key -> rewound.removes(key.substring(prefix.length())))
                .forEach(entries::delete);
    }

    /**
     * Writes in an order that is safe for concurrent readers: first the packed parts, then the end, then the deletion
     * of the rest.
     */
    private void pack(String study, JudgeStateRecord.Ended ended) {
        List<KeyValue<String, byte[]>> plain = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = find(entries, study)) {
            found.forEachRemaining(plain::add);
        }
        List<byte[]> parts =
                Packed.parts(plain.stream().map(entry -> entry.value).toList());
        long bytes = 0;
        for (int part = 0; part < parts.size(); part++) {
            entries.put(study + "/" + Packed.PATH + JudgeStateRecord.ordered(part), parts.get(part));
            bytes += parts.get(part).length;
        }
        entries.put(ENDED + ended.at() + "/" + study, sized(bytes));
        entries.put(study + "/" + JudgeStateRecord.Ended.PATH, Messages.write(ended));
        plain.forEach(entry -> entries.delete(entry.key));
    }

    /** Keeps ended studies for queries while there are not too many. */
    private void forgetTheOldest() {
        List<KeyValue<String, byte[]>> ended = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = entries.prefixScan(ENDED, new StringSerializer())) {
            found.forEachRemaining(ended::add);
        }
        long bytes = ended.stream().mapToLong(it -> size(it.value)).sum();
        int kept = ended.size();
        for (int i = 0; i < ended.size() - 1 && (kept > mostEnded || bytes > mostBytes); i++, kept--) {
            String key = ended.get(i).key;
            remove(key.substring(key.lastIndexOf('/') + 1));
            bytes -= size(ended.get(i).value);
        }
    }

    private static byte[] sized(long bytes) {
        return ByteBuffer.allocate(Long.BYTES).putLong(bytes).array();
    }

    /** Studies that ended before packing existed have no size. */
    private static long size(byte[] value) {
        return value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : 0;
    }

    @Override
    public List<JudgeStateRecord> of(String study) {
        return of(entries, study);
    }

    /**
     * The entries of a study, each after those that it depends on; empty if none are kept. Safe while the judge's
     * thread writes: if the study ends meanwhile, it is read again.
     */
    static List<JudgeStateRecord> of(ReadOnlyKeyValueStore<String, byte[]> entries, String study) {
        String end = study + "/" + JudgeStateRecord.Ended.PATH;
        while (true) {
            byte[] ended = entries.get(end);
            List<byte[]> plain = new ArrayList<>();
            List<byte[]> packed = new ArrayList<>();
            try (KeyValueIterator<String, byte[]> found = find(entries, study)) {
                found.forEachRemaining(entry -> {
                    if (entry.value == null) {
                        return; // deleted since the scan began
                    } else if (entry.key.startsWith(study + "/" + Packed.PATH)) {
                        packed.addAll(Packed.entries(entry.value));
                    } else if (!entry.key.equals(end)) {
                        plain.add(entry.value);
                    }
                });
            }
            if (Arrays.equals(ended, entries.get(end))) {
                return read(ended, ended == null || packed.isEmpty() ? plain : packed);
            }
        }
    }

    /** @param rest entries from before packing existed, packed entries, or entries of a running study */
    private static List<JudgeStateRecord> read(byte @Nullable [] ended, List<byte[]> rest) {
        List<JudgeStateRecord> kept = new ArrayList<>();
        rest.forEach(value -> kept.add(Messages.read(value, JudgeStateRecord.class)));
        if (ended != null) {
            kept.add(Messages.read(ended, JudgeStateRecord.class));
        }
        kept.sort(Comparator.comparing(JudgeStateRecord::path));
        return kept;
    }

    /** The ids of all studies. */
    static Set<String> studies(ReadOnlyKeyValueStore<String, byte[]> entries) {
        Set<String> studies = new TreeSet<>(); // a study that ends at this moment is under both keys
        try (KeyValueIterator<String, byte[]> found = entries.all()) {
            found.forEachRemaining(entry -> Stream.of(JudgeStateRecord.Accepted.PATH, JudgeStateRecord.Ended.PATH)
                    .filter(path -> entry.key.endsWith("/" + path) && !entry.key.startsWith(ENDED))
                    .forEach(path -> studies.add(entry.key.substring(0, entry.key.length() - path.length() - 1))));
        }
        return studies;
    }

    @Override
    public void remove(String study) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = find(entries, study)) {
            found.forEachRemaining((KeyValue<String, byte[]> entry) -> keys.add(entry.key));
        }
        try (KeyValueIterator<String, byte[]> found = entries.prefixScan(ENDED, new StringSerializer())) {
            found.forEachRemaining((KeyValue<String, byte[]> entry) -> {
                if (entry.key.endsWith("/" + study)) {
                    keys.add(entry.key);
                }
            });
        }
        keys.forEach(entries::delete);
    }

    private static KeyValueIterator<String, byte[]> find(ReadOnlyKeyValueStore<String, byte[]> entries, String study) {
        return entries.prefixScan(study + "/", new StringSerializer());
    }
}
