package dev.trialstream.metrics.judge;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that tells when something in it has changed. */
final class WatchedStore {
    private static final Set<String> CHANGES = Set.of("put", "delete");

    private final KeyValueStore<String, byte[]> store;
    private Runnable watcher = () -> {};

    @SuppressWarnings("unchecked")
    WatchedStore(KeyValueStore<String, byte[]> watched) {
        store = (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(watched, arguments);
                    if (CHANGES.contains(method.getName())) {
                        watcher.run();
                    }
                    return answer;
                });
    }

    KeyValueStore<String, byte[]> store() {
        return store;
    }

    void afterEachChange(Runnable watcher) {
        this.watcher = watcher;
    }
}
