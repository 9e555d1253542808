package dev.trialstream.cli.service;

import dev.trialstream.cli.Streams;
import dev.trialstream.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trialstream health}: checks a monitor, for schedulers that can only run commands. */
@Command(
        name = "health",
        description = "Asks a process that has --monitor how it is; exit code 0 where it is well, 1 where not.",
        mixinStandardHelpOptions = true)
public final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Parameters(
            paramLabel = "URL",
            description = "Of the monitor, such as http://127.0.0.1:9400 (its /health/ready unless a path is given).")
    URI url = URI.create("");

    private final Streams streams;

    public HealthCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI wanted = whole();
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(
                            HttpRequest.newBuilder(wanted).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            streams.out().print(answer.body());
            streams.out().flush();
            return answer.statusCode() == 200 ? 0 : UserError.FAILURE;
        } catch (IOException e) {
            throw UserError.failure(wanted + ": does not answer (" + e + "); is it the address of a --monitor?");
        }
    }

    private URI whole() {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw UserError.badInput("URL: expected http://HOST:PORT of a monitor, got " + url);
        }
        return url.getPath().length() > 1 ? url : url.resolve("/health/ready");
    }
}
