package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Providers;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The stopping rules on the class path, by name. */
public final class StoppingRules {
    /** The default rule. */
    public static final StoppingSpec STANDARD = Asha.STANDARD.spec();

    /** Maximum nesting depth of rules. */
    private static final int DEEPEST = 4;

    private static final String RULE = StoppingSpec.RULE;

    private final Map<String, StoppingRuleFactory> byName;

    private StoppingRules(Map<String, StoppingRuleFactory> byName) {
        this.byName = byName;
    }

    /** @throws Providers.Broken if two rules have the same name, or one cannot be created */
    public static StoppingRules onClassPath() {
        Map<String, StoppingRuleFactory> byName = new LinkedHashMap<>();
        for (StoppingRuleFactory factory : Providers.of(StoppingRuleFactory.class)) {
            StoppingRuleFactory other = byName.putIfAbsent(factory.name(), factory);
            if (other != null) {
                throw new Providers.Broken("two stopping rules are called " + factory.name() + ": "
                        + other.getClass().getName() + " and "
                        + factory.getClass().getName() + "; rename one of them");
            }
        }
        return new StoppingRules(byName);
    }

    /** All rules; those of this project first. */
    public Collection<StoppingRuleFactory> all() {
        return byName.values();
    }

    /**
     * Creates the rule of an accepted study.
     *
     * @throws IllegalArgumentException if it is not on the class path
     */
    public StoppingRule make(StoppingSpec spec) {
        StoppingRuleFactory factory = byName.get(spec.rule());
        if (factory == null) {
            throw new IllegalArgumentException("stopping: no rule " + spec.rule()
                    + " on the class path, expected one of " + String.join(", ", byName.keySet()));
        }
        return factory.make(spec.settings(), this);
    }

    /**
     * Reads a rule strictly, and fills in defaults.
     *
     * @throws InvalidStudy if there is no such rule or setting
     */
    public StoppingSpec read(Fields fields) {
        return read(fields, 1);
    }

    private StoppingSpec read(Fields fields, int depth) {
        StoppingRuleFactory factory = factory(fields);
        Settings settings = Settings.none();
        for (Key<?> key : factory.keys()) {
            settings = put(settings, key, fields, depth);
        }
        fields.nothingElse();
        try {
            factory.check(settings);
        } catch (InvalidStudy e) {
            throw e.within(fields.path());
        }
        return new StoppingSpec(factory.name(), settings);
    }

    /** A rule with a setting of the same name need not repeat the name: {@code {any_of: [...]}}. */
    private StoppingRuleFactory factory(Fields fields) {
        if (fields.optional(RULE) == null) {
            for (StoppingRuleFactory factory : byName.values()) {
                boolean says =
                        factory.keys().stream().anyMatch(key -> key.name().equals(factory.name()));
                if (says && fields.optional(factory.name()) != null) {
                    return factory;
                }
            }
        }
        String name = fields.oneOf(RULE, null, List.copyOf(byName.keySet()));
        return byName.getOrDefault(name, byName.values().iterator().next());
    }

    private <T> Settings put(Settings settings, Key<T> key, Fields fields, int depth) {
        if (key.type() instanceof NestedRules nested) {
            @SuppressWarnings("unchecked") // NestedRules is the type of lists of rules and of nothing else
            Key<List<StoppingSpec>> rules = (Key<List<StoppingSpec>>) key;
            return settings.with(rules, nested(nested, key.name(), fields, depth));
        }
        return fields.into(settings, key);
    }

    private List<StoppingSpec> nested(NestedRules type, String name, Fields fields, int depth) {
        List<JsonNode> items =
                type.single() ? List.of(fields.required(name, type.expected())) : fields.list(name, type.expected());
        if (items.size() > NestedRules.MOST) {
            throw new InvalidStudy(
                    fields.pathOf(name), "expected at most " + NestedRules.MOST + " rules, got " + items.size());
        }
        List<StoppingSpec> rules = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = fields.pathOf(name) + (type.single() ? "" : "[" + i + "]");
            if (depth >= DEEPEST) {
                throw new InvalidStudy(path, "expected rules within rules " + DEEPEST + " deep at most");
            }
            StoppingSpec rule = read(Fields.named(items.get(i), path, RULE), depth + 1);
            if (type.stopping() && make(rule).pauses()) {
                throw new InvalidStudy(path, "expected a rule that stops trials, " + rule.rule() + " pauses them");
            }
            rules.add(rule);
        }
        return rules;
    }
}
