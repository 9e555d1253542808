package dev.trialstream.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page equals the rendered document and schemas; {@code -Drender=true} writes it again. */
class AsyncApiPageTest {
    private static final Path PAGE = AsyncApi.DOCS.resolve("asyncapi.html");
    private static final Path STYLE = Path.of("src", "test", "resources", "page.css");

    private final String made = new AsyncApiPage(AsyncApi.read(), Files.readString(STYLE)).html();

    AsyncApiPageTest() throws IOException {}

    @Test
    void the_page_is_what_is_made_of_the_document_and_the_schemas() throws IOException {
        if (Boolean.getBoolean("render")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("mvn -pl protocol test -Dtest=AsyncApiPageTest -Drender=true writes it anew")
                .isEqualTo(made);
    }

    @Test
    void every_link_leads_somewhere_and_every_place_is_one() {
        List<String> places = matches("id=\"([^\"]+)\"");
        assertThat(new HashSet<>(places)).hasSameSizeAs(places).containsAll(matches("href=\"#([^\"]+)\""));
    }

    @Test
    void the_page_fetches_nothing() {
        assertThat(made).doesNotContain("http://", "https://", "<script", "<link", "url(", "@import");
    }

    @Test
    void the_page_has_every_topic_and_every_message() {
        AsyncApi.read().channels().forEach(channel -> {
            assertThat(made).contains("<section id=\"" + channel.address() + "\">");
            channel.messages()
                    .forEach(message -> assertThat(made).contains("<code>" + message.name() + "</code></h3>"));
        });
    }

    private List<String> matches(String pattern) {
        return Pattern.compile(pattern)
                .matcher(made)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
