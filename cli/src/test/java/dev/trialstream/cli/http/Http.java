package dev.trialstream.cli.http;

import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the HTTP API that checks every answer against the OpenAPI document. Its bodies may use single quotes. */
record Http(String base, @Nullable String token, HttpClient client) {
    Http(String base, @Nullable String token) {
        this(base, token, HttpClient.newHttpClient());
    }

    record Answer(int status, String text) {
        JsonNode json() {
            return Json.json().readTree(text);
        }

        String field(String name) {
            return json().get(name).asString();
        }
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** No path takes it. */
    Answer put(String path, String body) {
        return unchecked(
                request(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Answer post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        Answer answer = unchecked(request);
        OpenApi.check(request.method(), request.uri().getPath(), answer.status(), answer.text());
        return answer;
    }

    private Answer unchecked(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
