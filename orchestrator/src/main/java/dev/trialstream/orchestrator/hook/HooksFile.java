package dev.trialstream.orchestrator.hook;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Fields;
import dev.trialstream.protocol.study.InvalidStudy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The hooks of an installation. They are local configuration: no message can name an address or a program.
 *
 * <pre>{@code
 * hooks:
 *   - on: [promoted, failed]
 *     studies: "team-a-*"
 *     post: https://example.org/tuned
 *     headers: {Authorization: "Bearer ${TUNED_TOKEN}"}
 *   - on: [failed]
 *     run: [logger, -t, trialstream, "{study} {event}"]
 *     timeout: 5s
 * }</pre>
 */
public final class HooksFile {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String WORDS = "a program and its arguments";

    private HooksFile() {}

    /**
     * @param environment values for {@code ${NAME}} in headers
     * @throws InvalidStudy if the text is not valid; the message is one line that names the place
     */
    public static List<Hook> parse(String yaml, Map<String, String> environment) {
        Fields root = new Fields(tree(yaml), "");
        List<Hook> hooks = new ArrayList<>();
        for (JsonNode item : root.list("hooks", "a list of hooks")) {
            hooks.add(hook(new Fields(item, "hooks[" + hooks.size() + "]"), environment));
        }
        root.nothingElse();
        return hooks;
    }

    private static JsonNode tree(String yaml) {
        try {
            JsonNode tree = Json.yaml().readTree(yaml);
            if (tree.isObject()) {
                return tree;
            }
            throw new InvalidStudy("hooks", "expected a list of hooks under this key");
        } catch (JacksonException e) {
            throw new InvalidStudy(
                    "hooks",
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static Hook hook(Fields fields, Map<String, String> environment) {
        Hook.Filter filter = new Hook.Filter(events(fields), studies(fields));
        Duration timeout = Optional.ofNullable(fields.durationOrNull("timeout")).orElse(TIMEOUT);
        String post = fields.textOrNull("post", "an address");
        Map<String, String> headers = headers(fields.object("headers"), environment);
        JsonNode run = fields.optional("run");
        if ((post == null) == (run == null)) {
            throw new InvalidStudy(fields.pathOf("post"), "expected either post or run");
        }
        List<String> inherit = fields.inherited("inherit");
        if (post != null && !inherit.isEmpty()) {
            throw new InvalidStudy(fields.pathOf("inherit"), "expected with run alone");
        }
        if (post == null && !headers.isEmpty()) {
            throw new InvalidStudy(fields.pathOf("headers"), "expected with post alone");
        }
        Hook hook = post != null
                ? new Hook.Post(filter, uri(fields.pathOf("post"), post), headers, timeout)
                : new Hook.Run(filter, words(fields), inherit, timeout);
        fields.nothingElse();
        return hook;
    }

    private static Set<String> events(Fields fields) {
        Set<String> events = new TreeSet<>();
        for (JsonNode item : fields.list("on", "a list of " + Hook.EVENTS)) {
            if (!item.isString() || !Hook.EVENTS.contains(item.stringValue())) {
                throw new InvalidStudy(
                        fields.pathOf("on"), "expected some of " + String.join(", ", Hook.EVENTS) + ", got " + item);
            }
            events.add(item.stringValue());
        }
        return events;
    }

    /** A star matches any text. */
    private static Pattern studies(Fields fields) {
        String text = Optional.ofNullable(fields.textOrNull("studies", "ids, with * for anything"))
                .orElse("*");
        if (!text.matches("[a-z0-9*-]+")) {
            throw new InvalidStudy(
                    fields.pathOf("studies"), "expected lower-case letters, digits, hyphens and *, got " + text);
        }
        return Pattern.compile(text.replace("*", ".*"));
    }

    private static URI uri(String path, String text) {
        try {
            URI uri = new URI(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new InvalidStudy(path, "expected an address that begins with http:// or https://, got " + text);
    }

    private static Map<String, String> headers(@Nullable Fields fields, Map<String, String> environment) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (fields != null) {
            for (String name : fields.names()) {
                headers.put(name, filled(fields.pathOf(name), fields.text(name, "a text"), environment));
            }
        }
        return headers;
    }

    private static String filled(String path, String text, Map<String, String> environment) {
        return VARIABLE.matcher(text)
                .replaceAll(variable -> Optional.ofNullable(environment.get(variable.group(1)))
                        .map(Matcher::quoteReplacement)
                        .orElseThrow(() -> new InvalidStudy(
                                path, "expected a variable " + variable.group(1) + " in the environment")));
    }

    private static List<String> words(Fields fields) {
        List<String> words = new ArrayList<>();
        for (JsonNode item : fields.list("run", WORDS)) {
            if (item.isContainer() || item.isNull()) {
                throw new InvalidStudy(fields.pathOf("run"), "expected " + WORDS + ", got " + item);
            }
            words.add(item.asString());
        }
        return words;
    }
}
