package dev.trialstream.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.study.key.Key;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Description of a sampler or a stopping rule for lists: its name, a sentence, and its settings. */
public record Description(String name, String help, List<Setting> settings) {
    /**
     * One setting.
     *
     * @param expected its values in words
     * @param otherwise its default; null if it has none
     */
    public record Setting(
            String name,
            String expected,
            @JsonProperty("default") @Nullable JsonNode otherwise,
            boolean required,
            String help) {}

    public static List<Description> of(Samplers samplers) {
        return samplers.all().stream()
                .map(it -> of(it.name(), it.help(), it.keys()))
                .toList();
    }

    public static List<Description> of(StoppingRules rules) {
        return rules.all().stream()
                .map(it -> of(it.name(), it.help(), it.keys()))
                .toList();
    }

    private static Description of(String name, String help, List<Key<?>> keys) {
        return new Description(
                name, help, keys.stream().map(key -> setting(key)).toList());
    }

    private static <T> Setting setting(Key<T> key) {
        Optional<JsonNode> otherwise = key.byDefault().map(key.type()::write);
        return new Setting(key.name(), key.type().expected(), otherwise.orElse(null), key.required(), key.help());
    }
}
