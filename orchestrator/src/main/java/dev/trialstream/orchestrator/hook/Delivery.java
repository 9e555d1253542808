package dev.trialstream.orchestrator.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.service.InheritedEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Delivers one notification to one hook. */
final class Delivery {
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** The hook did not accept it. */
    static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        NotTaken(String why) {
            super(why);
        }
    }

    void deliver(Hook hook, News news) throws NotTaken, InterruptedException {
        try {
            if (hook instanceof Hook.Post post) {
                post(post, news);
            } else if (hook instanceof Hook.Run run) {
                run(run, news);
            }
        } catch (IOException e) {
            throw new NotTaken(e.toString());
        }
    }

    private void post(Hook.Post hook, News news) throws IOException, InterruptedException, NotTaken {
        HttpRequest.Builder request = HttpRequest.newBuilder(hook.uri())
                .timeout(hook.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", news.id())
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.json().writeValueAsBytes(news)));
        hook.headers().forEach(request::setHeader);
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status < 200 || status > 299) {
            throw new NotTaken("answered " + status);
        }
    }

    private static void run(Hook.Run hook, News news) throws IOException, InterruptedException, NotTaken {
        List<String> words =
                hook.command().stream().map(word -> filled(word, news)).toList();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .retainAll(
                        InheritedEnvironment.of(System.getenv(), hook.inherit()).keySet());
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write((Json.json().writeValueAsString(news) + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            // the program does not read its input; its exit code decides
        }
        if (!process.waitFor(hook.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new NotTaken("did not end within " + hook.timeout().toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new NotTaken("ended with exit code " + process.exitValue());
        }
    }

    private static String filled(String word, News news) {
        return word.replace("{study}", news.study()).replace("{event}", news.event());
    }
}
