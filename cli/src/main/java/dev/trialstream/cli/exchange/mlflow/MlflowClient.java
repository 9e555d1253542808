package dev.trialstream.cli.exchange.mlflow;

import dev.trialstream.cli.UserError;
import dev.trialstream.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client for MLflow's REST API. Every error is one line with the server and its answer. */
final class MlflowClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ABSENT = "RESOURCE_DOES_NOT_EXIST";

    /** HTTP/1.1 only: with an offer of HTTP/2, uvicorn, which newer MLflow uses, loses the body of the request. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final String server;
    private final MlflowAuth auth;

    /** @throws UserError if {@code uri} is not that of a tracking server */
    MlflowClient(String uri, MlflowAuth auth) {
        this.server = uri.replaceAll("/+$", "");
        this.auth = auth;
        if (!isServer(server)) {
            throw UserError.badInput(
                    "--mlflow: expected the URI of a tracking server such as http://HOST:5000, got " + uri);
        }
    }

    private static boolean isServer(String uri) {
        try {
            URI parsed = URI.create(uri);
            boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            return http && parsed.getHost() != null && parsed.getQuery() == null && parsed.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    JsonNode post(String path, ObjectNode body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.json().writeValueAsString(body)));
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw refused(path, answer);
        }
        return read(path, answer);
    }

    /** Empty if it does not exist. */
    Optional<JsonNode> get(String path, String parameter, String value) {
        String query = parameter + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = send(request(path + "?" + query).GET());
        if (answer.statusCode() == 404
                && error(answer).path("error_code").asString("").equals(ABSENT)) {
            return Optional.empty();
        } else if (answer.statusCode() != 200) {
            throw refused(path, answer);
        }
        return Optional.of(read(path, answer));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + path))
                .timeout(PATIENCE);
        auth.header().ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw UserError.failure("MLflow " + server + ": does not answer (" + why + "); run it again once it does");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failure("MLflow " + server + ": interrupted; run it again, and it goes on from there");
        }
    }

    private JsonNode read(String path, HttpResponse<String> answer) {
        try {
            return Json.json().readTree(answer.body());
        } catch (JacksonException e) {
            throw UserError.failure(
                    "MLflow " + server + ": " + path + " answered with no JSON; expected the URI of a tracking server");
        }
    }

    private UserError refused(String path, HttpResponse<String> answer) {
        JsonNode error = error(answer);
        String code = error.path("error_code").asString("");
        String said =
                code.isEmpty() ? "" : " " + code + ": " + error.path("message").asString("");
        String advice = answer.statusCode() == 401 || answer.statusCode() == 403
                ? "; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
                : "";
        String line = "MLflow " + server + ": " + path + " was refused with " + answer.statusCode() + said + advice;
        return UserError.failure(line.replaceAll("\\s+", " "));
    }

    private static JsonNode error(HttpResponse<String> answer) {
        try {
            return Json.json().readTree(answer.body());
        } catch (JacksonException e) {
            return Json.json().createObjectNode();
        }
    }

    /** Its name in errors. */
    String server() {
        return server;
    }
}
