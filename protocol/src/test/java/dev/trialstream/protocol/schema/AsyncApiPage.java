package dev.trialstream.protocol.schema;

import static dev.trialstream.protocol.schema.SchemaHtml.escape;
import static dev.trialstream.protocol.schema.SchemaHtml.paragraph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI document as one self-contained page: no script, no network. */
final class AsyncApiPage {
    private static final String SENT = "Parts of what users send";
    private static final String WRITTEN = "Parts of what services write";

    private final AsyncApi api;
    private final String style;
    private final SchemaHtml schemas = new SchemaHtml();
    private final Set<String> described = new HashSet<>();

    AsyncApiPage(AsyncApi api, String style) {
        this.api = api;
        this.style = style;
    }

    String html() {
        String topics = api.channels().stream().map(this::topic).collect(Collectors.joining());
        String headers = headers();
        List<Part> parts = parts();
        return """
                <!DOCTYPE html>
                <!-- Made from asyncapi.yaml and the schemas; asyncapi.yaml says how. -->
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Trialstream: topics and messages</title>
                <style>
                %s</style>
                </head>
                <body>
                <nav aria-label="Contents">
                %s</nav>
                <main>
                <h1>Trialstream: topics and messages</h1>
                %s%s%s%s</main>
                </body>
                </html>
                """.formatted(
                        style,
                        contents(parts),
                        introduction(),
                        topics,
                        headers,
                        section("sent", SENT, of(true, parts)) + section("written", WRITTEN, of(false, parts)));
    }

    private String introduction() {
        JsonNode info = api.root().path("info");
        JsonNode broker = api.root().at("/servers/broker");
        return paragraph(info.path("description").asString())
                + "<p>Broker: <code>" + escape(broker.path("host").asString()) + "</code>. "
                + SchemaHtml.prose(broker.path("description").asString()) + "</p>\n"
                + "<p>AsyncAPI " + api.root().path("asyncapi").asString() + ", version "
                + escape(info.path("version").asString()) + ": <a href=\"asyncapi.yaml\">asyncapi.yaml</a>.</p>\n";
    }

    private String contents(List<Part> parts) {
        StringBuilder html = new StringBuilder("<details open>\n<summary>Contents</summary>\n<ul>\n");
        for (AsyncApi.Channel channel : api.channels()) {
            html.append("<li>")
                    .append(link(channel.address(), shortName(channel)))
                    .append("\n<ul>\n");
            channel.messages()
                    .forEach(message -> html.append("<li>")
                            .append(link(anchor(message), message.title()))
                            .append("</li>\n"));
            html.append("</ul></li>\n");
        }
        html.append("<li>").append(link("headers", "Headers")).append("</li>\n");
        html.append(contents("sent", SENT, of(true, parts)));
        html.append(contents("written", WRITTEN, of(false, parts)));
        return html.append("</ul>\n</details>\n").toString();
    }

    private static String contents(String id, String title, List<Part> parts) {
        return "<li>" + link(id, title) + "\n<ul>\n"
                + parts.stream()
                        .map(part -> "<li>" + link(part.anchor(), part.title()) + "</li>\n")
                        .collect(Collectors.joining())
                + "</ul></li>\n";
    }

    private static String shortName(AsyncApi.Channel channel) {
        return channel.address().substring(channel.address().indexOf('.') + 1);
    }

    private static String link(String anchor, String text) {
        return "<a href=\"#" + anchor + "\">" + escape(text) + "</a>";
    }

    private static String anchor(AsyncApi.Message message) {
        return "message-" + message.id();
    }

    private String topic(AsyncApi.Channel channel) {
        StringBuilder html = new StringBuilder("<section id=\"" + channel.address() + "\">\n<h2>"
                + escape(channel.text("title")) + "</h2>\n<p class=\"address\"><code>" + channel.address()
                + "</code></p>\n" + paragraph(channel.text("description")));
        JsonNode binding = channel.binding();
        JsonNode config = binding.path("topicConfiguration");
        html.append("<dl>\n");
        row(html, "key", escape(keys(channel)));
        row(html, "partitions", binding.path("partitions").asString());
        row(html, "kept", kept(config));
        row(
                html,
                "record",
                config.has("max.message.bytes") ? "at most " + bytes(config) : "at most the broker's bound");
        row(html, "settings", settings(config));
        row(html, "written by", operations(channel, "send"));
        row(html, "read by", operations(channel, "receive"));
        html.append("</dl>\n");
        channel.messages().forEach(message -> html.append(message(message)));
        return html.append("</section>\n").toString();
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>\n");
    }

    private static String keys(AsyncApi.Channel channel) {
        List<String> keys = channel.messages().stream()
                .map(AsyncApi.Message::keyed)
                .distinct()
                .toList();
        return keys.size() == 1
                ? keys.get(0)
                : channel.messages().stream()
                        .map(message -> message.title() + ": " + message.keyed())
                        .collect(Collectors.joining(" "));
    }

    private static String kept(JsonNode config) {
        if (config.at("/cleanup.policy/0").asString("").equals("compact")) {
            return "the newest of each key";
        }
        long millis = config.path("retention.ms").longValue();
        Duration kept = Duration.ofMillis(millis);
        return millis < 0 ? "for good" : kept.toDays() > 0 ? kept.toDays() + " days" : kept.toHours() + " hour";
    }

    private static String bytes(JsonNode config) {
        return config.path("max.message.bytes").longValue() / (1024 * 1024) + " MiB";
    }

    private static String settings(JsonNode config) {
        return config.properties().stream()
                .map(entry -> "<code>" + entry.getKey() + "="
                        + (entry.getValue().isArray()
                                ? entry.getValue().path(0).asString()
                                : entry.getValue().asString())
                        + "</code>")
                .collect(Collectors.joining(" "));
    }

    private static String operations(AsyncApi.Channel channel, String action) {
        return channel.operations(action).stream()
                .map(operation -> escape(operation.summary()))
                .collect(Collectors.joining(" "));
    }

    /** Several channels may carry it; it is described at the first. */
    private String message(AsyncApi.Message message) {
        return !described.add(message.id())
                ? "<p><a href=\"#" + anchor(message) + "\">" + escape(message.title()) + "</a>, as above</p>\n"
                : "<article id=\"" + anchor(message) + "\">\n<h3>" + escape(message.title()) + " <code>"
                        + escape(message.name()) + "</code></h3>\n" + schemas.body(message.schema()) + "</article>\n";
    }

    private String headers() {
        StringBuilder html = new StringBuilder("<section id=\"headers\">\n<h2>Headers</h2>\n");
        api.root()
                .at("/components/schemas")
                .properties()
                .forEach(entry -> html.append("<h3>")
                        .append(headersTitle(entry.getKey()))
                        .append("</h3>\n")
                        .append(schemas.body(entry.getValue())));
        return html.append("</section>\n").toString();
    }

    private static String headersTitle(String id) {
        return switch (id) {
            case "headers" -> "Of what services write";
            case "sentHeaders" -> "Of what users send";
            case "deadLetterHeaders" -> "Of dead letters";
            default -> throw new IllegalArgumentException("headers without a title: " + id);
        };
    }

    /** Parts refer to further ones, until none is new. */
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (!done.containsAll(schemas.parts().keySet())) {
            for (Map.Entry<String, ObjectNode> part :
                    List.copyOf(schemas.parts().entrySet())) {
                if (done.add(part.getKey())) {
                    parts.add(new Part(part.getKey(), schemas.body(part.getValue())));
                }
            }
        }
        return parts;
    }

    private static List<Part> of(boolean sent, List<Part> parts) {
        return parts.stream().filter(part -> part.isSent() == sent).toList();
    }

    private static String section(String id, String title, List<Part> parts) {
        return "<section id=\"" + id + "\">\n<h2>" + title + "</h2>\n"
                + parts.stream()
                        .map(part -> "<article id=\"" + part.anchor() + "\">\n<h3>" + escape(part.title()) + "</h3>\n"
                                + part.body() + "</article>\n")
                        .collect(Collectors.joining())
                + "</section>\n";
    }

    /** An object that is part of messages. */
    private record Part(String reference, String body) {
        /** Whether users write it; services write the others. */
        boolean isSent() {
            return reference.startsWith("study-file.json");
        }

        String anchor() {
            return SchemaHtml.anchor(reference);
        }

        String title() {
            return SchemaHtml.title(reference, Schemas.at(reference));
        }
    }
}
