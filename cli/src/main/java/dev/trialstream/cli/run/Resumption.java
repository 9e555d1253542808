package dev.trialstream.cli.run;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.DataHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks whether a study can be resumed here, and what it needs. */
final class Resumption {
    /** A worker whose last heartbeat is older than this is no longer active. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private Resumption() {}

    /** The request of the study, if it can be resumed. */
    static StudyRequest check(StudyLog log, RunEnvironment where, Backend backend) {
        String study = log.study();
        if (log.submitted().isEmpty()) {
            throw UserError.badInput(
                    "study " + study + ": not known in " + where.shown() + "; " + known(KnownStudies.states(backend)));
        }
        if (log.ended().isPresent()) {
            throw UserError.badInput("study " + study + ": has ended (" + word(log.state())
                    + "), there is nothing to resume; give a new study another name");
        }
        if (where.client().hasBroker() && !log.isPaused()) {
            holder(log, backend).ifPresent(worker -> {
                throw UserError.badInput("study " + study + ": is running (" + worker
                        + " works on it), there is nothing to resume; pause it first");
            });
        }
        StudyRequest request = log.submitted().get().request();
        log.profile().ifPresent(profile -> checkUnchanged(study, request.requireData(), profile));
        return request;
    }

    private static String known(Map<String, StudyState> states) {
        return states.isEmpty()
                ? "there are no studies"
                : "known there: "
                        + states.entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + word(entry.getValue()) + ")")
                                .collect(Collectors.joining(", "));
    }

    private static String word(StudyState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** A worker that holds a job of the study, by a recent heartbeat. */
    private static Optional<String> holder(StudyLog log, Backend backend) {
        Map<String, PoolMessage.Heartbeat> latest = new HashMap<>();
        TopicScan.values(backend, backend.topics().workers(), value -> {
            if (Messages.find(value, PoolMessage.class).orElse(null) instanceof PoolMessage.Heartbeat heartbeat) {
                latest.put(heartbeat.worker(), heartbeat);
            }
        });
        Instant fresh = Instant.now().minus(FRESH);
        return latest.values().stream()
                .filter(heartbeat -> heartbeat.time().isAfter(fresh))
                .filter(heartbeat ->
                        heartbeat.busy().stream().anyMatch(held -> held.job().startsWith(log.study() + ".")))
                .map(PoolMessage.Heartbeat::worker)
                .findFirst();
    }

    private static void checkUnchanged(String study, DataSpec data, DataProfile profile) {
        Path file = Path.of(data.path());
        if (!file.isAbsolute()) {
            return; // the file is in the data folders of workers, which check it themselves
        }
        if (!Files.exists(file)) {
            throw UserError.badInput(file + ": no such file; study " + study + " needs it to go on");
        }
        String found = sha256(file, data);
        if (!found.equals(profile.sha256())) {
            throw UserError.badInput(file + ": has changed since study " + study + " began (sha256 " + profile.sha256()
                    + " then, " + found + " now); put it back, or begin a new study");
        }
    }

    private static String sha256(Path file, DataSpec data) {
        try {
            return DataHash.sha256(file, data);
        } catch (BadData e) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
        }
    }
}
