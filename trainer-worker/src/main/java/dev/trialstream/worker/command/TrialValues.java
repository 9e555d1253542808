package dev.trialstream.worker.command;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Values of a trial for its command, by their names in arguments and, in capitals, in the environment. */
final class TrialValues {
    private final Job.Train job;
    private final @Nullable Path data;
    private final Map<String, String> own = new LinkedHashMap<>();

    /**
     * @param parameters path of its parameters as JSON
     * @param epochs where it must write its epochs; null: to standard output
     */
    TrialValues(TrainTask task, Path parameters, @Nullable Path epochs) {
        this.job = task.job();
        this.data = task.data();
        Workspace workspace = task.requireWorkspace();
        own.put("study", job.study());
        own.put("trial", job.job());
        own.put("attempt", String.valueOf(job.attempt()));
        own.put("epochs", String.valueOf(job.epochs()));
        own.put("seed", String.valueOf(seed(job.seed())));
        own.put("checkpoint_dir", workspace.checkpoints().toString());
        own.put("resume_epoch", String.valueOf(workspace.epoch()));
        own.put("parameters_file", parameters.toString());
        if (epochs != null) {
            own.put("epochs_file", epochs.toString());
        }
        if (data != null && job.data() != null) {
            own.put("data", data.toString());
            Optional.ofNullable(job.data().target()).ifPresent(target -> own.put("target", target));
        }
    }

    /** Reduced to 31 bits, which every library accepts. */
    private static int seed(long seed) {
        return (int) (seed ^ (seed >>> 32)) & Integer.MAX_VALUE;
    }

    /** The value for a placeholder: a trial value or a parameter. */
    Optional<String> of(String place) {
        return Optional.ofNullable(own.get(place))
                .or(() -> job.parameters().get(place).map(String::valueOf));
    }

    /** The names that are not parameters. */
    String names() {
        return String.join(", ", own.keySet());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        own.forEach((name, value) -> environment.put(variable(variableName(name)), value));
        job.parameters()
                .values()
                .forEach((name, value) -> environment.put(variable("PARAM_" + name), String.valueOf(value)));
        return environment;
    }

    private static String variableName(String place) {
        return place.equals("parameters_file") ? "parameters" : place;
    }

    private static String variable(String name) {
        return Launch.OURS + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The same as JSON, with typed parameters. */
    byte[] json() {
        ObjectNode root = Json.json().createObjectNode();
        own.forEach((name, value) -> {
            if (!name.equals("parameters_file")) {
                root.put(name, value);
            }
        });
        root.put("attempt", job.attempt()).put("epochs", job.epochs()).put("seed", seed(job.seed()));
        root.put("resume_epoch", Integer.parseInt(String.valueOf(own.get("resume_epoch"))));
        root.set("parameters", Json.json().valueToTree(job.parameters()));
        root.set("objective", Json.json().valueToTree(job.objective()));
        return Json.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }
}
