package dev.trialstream.cli.service;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a monitor answers. */
record Scrape(int status, String text) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern NAME = Pattern.compile("trialstream_[a-z_]+");

    static Scrape of(Monitor.Running monitor, String path) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address(monitor) + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        return new Scrape(answer.statusCode(), answer.body());
    }

    /** Where a monitor says that it serves. */
    static String address(Monitor.Running monitor) {
        return monitor.where().substring(" monitor ".length());
    }

    /** Names of this project's metrics in it. */
    Set<String> names() {
        return namesIn(text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n")));
    }

    static Set<String> namesIn(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.results().map(result -> result.group()).collect(Collectors.toSet());
    }
}
