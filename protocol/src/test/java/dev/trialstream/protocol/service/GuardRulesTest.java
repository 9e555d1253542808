package dev.trialstream.protocol.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardRulesTest {
    private final Guard open = new Guard("http", "127.0.0.1", null);
    private final Guard closed = new Guard("https", "0.0.0.0", "a-token");

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:8080", "127.0.0.1:9", "127.8.7.6", "[::1]:8080"})
    void without_a_token_a_local_name_is_answered(String host) {
        assertThat(open.check(host, null, null)).isEmpty();
        assertThat(open.check(host, "http://" + host, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", ""})
    void without_a_token_another_name_is_refused(String host) {
        assertThat(open.check(host, null, "Bearer anything"))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("Host"))
                .map(Guard.Refusal::status)
                .contains(403);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://evil.example",
        "localhost:8080, https://localhost:8080",
        "localhost:8080, http://localhost:8081",
        "localhost:8080, http://127.0.0.1:8080",
        "localhost:8080, null"
    })
    void without_a_token_a_page_of_another_origin_is_refused(String host, String origin) {
        assertThat(open.check(host, origin, null))
                .contains(new Guard.Refusal(
                        403, "Origin", "expected none or this server, got " + origin + "; or set a token"));
    }

    @Test
    void without_a_host_nothing_is_answered() {
        assertThat(open.check(null, null, null)).isPresent();
    }

    @Test
    void the_address_that_it_listens_on_is_a_local_name() {
        Guard named = new Guard("http", "my-machine", null);
        assertThat(named.check("My-Machine:80", "http://my-machine:80", null)).isEmpty();
        assertThat(named.check("my-machine.example", null, null)).isPresent();
    }

    @Test
    void with_a_token_only_the_token_counts() {
        assertThat(closed.hasToken()).isTrue();
        assertThat(closed.check("any.example", "https://other.example", "Bearer a-token"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a-token", "Bearer", "Bearer another", "Bearer a-token ", "bearer a-token", "Basic YTo="})
    void with_a_token_anything_else_is_refused(String authorization) {
        assertThat(closed.check("localhost", null, authorization)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.asksForToken()).isTrue();
            assertThat(refusal.reason()).doesNotContain("a-token");
        });
        assertThat(closed.check("localhost", null, null)).isPresent();
    }
}
