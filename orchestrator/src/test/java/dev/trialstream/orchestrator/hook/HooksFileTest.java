package dev.trialstream.orchestrator.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.InvalidStudy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksFileTest {
    @Test
    void hooks_are_posts_and_programs_for_some_events_of_some_studies() {
        List<Hook> hooks = HooksFile.parse("""
                hooks:
                  - on: [promoted, failed]
                    studies: "team-a-*"
                    post: https://example.org/tuned
                    headers: {Authorization: "Bearer ${TOKEN}"}
                  - {on: [failed], run: [logger, -t, "{study}"], timeout: 2s}
                """, Map.of("TOKEN", "s3cret"));
        assertThat(hooks).hasSize(2);
        assertThat(hooks.get(0)).isInstanceOfSatisfying(Hook.Post.class, post -> {
            assertThat(post.uri()).isEqualTo(URI.create("https://example.org/tuned"));
            assertThat(post.headers()).isEqualTo(Map.of("Authorization", "Bearer s3cret"));
            assertThat(post.timeout()).isEqualTo(Duration.ofSeconds(10));
            assertThat(post.shown()).isEqualTo("POST https://example.org/tuned");
            assertThat(post.filter().takes(news("failed", "team-a-1"))).isTrue();
            assertThat(post.filter().takes(news("failed", "team-b-1"))).isFalse();
            assertThat(post.filter().takes(news("completed", "team-a-1"))).isFalse();
        });
        assertThat(hooks.get(1)).isInstanceOfSatisfying(Hook.Run.class, run -> {
            assertThat(run.command()).containsExactly("logger", "-t", "{study}");
            assertThat(run.timeout()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]| hooks: expected a list of hooks",
                "hooks: 3| hooks: expected a list of hooks",
                "hooks: [{post: 'http://a'}]| hooks[0].on: expected a list of",
                "hooks: [{on: [won], post: 'http://a'}]| hooks[0].on: expected some of best, promoted",
                "hooks: [{on: [best]}]| hooks[0].post: expected either post or run",
                "hooks: [{on: [best], post: 'http://a', run: [b]}]| hooks[0].post: expected either post or run",
                "hooks: [{on: [best], post: 'ftp://a'}]| hooks[0].post: expected an address that begins with",
                "hooks: [{on: [best], run: []}]| hooks[0].run: expected",
                "hooks: [{on: [best], run: [[a]]}]| hooks[0].run: expected a program and its arguments",
                "hooks: [{on: [best], run: [a], headers: {b: c}}]| hooks[0].headers: expected with post alone",
                "'hooks: [{on: [best], post: \"http://a\", headers: {b: \"${NO}\"}}]'| hooks[0].headers.b: expected a variable NO",
                "hooks: [{on: [best], run: [a], studies: 'A?'}]| hooks[0].studies: expected lower-case",
                "hooks: [{on: [best], run: [a], timeout: never}]| hooks[0].timeout: expected a duration",
                "hooks: [{on: [best], run: [a], retries: 3}]| hooks[0].retries"
            })
    void what_is_wrong_is_named_by_its_place(String yaml, String complaint) {
        assertThatThrownBy(() -> HooksFile.parse(yaml, Map.of()))
                .isInstanceOf(InvalidStudy.class)
                .hasMessageStartingWith(complaint)
                .hasMessageNotContaining("\n");
    }

    private static News news(String event, String study) {
        return new News("id", event, study, Instant.EPOCH, null, null);
    }
}
