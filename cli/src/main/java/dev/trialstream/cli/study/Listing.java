package dev.trialstream.cli.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.answer.StudyAnswer;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudySummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The content of the compacted topics on all studies: the newest record of each, without deleted studies. */
final class Listing {
    private final ClientSettings settings;
    private final Topics topics;

    Listing(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** All studies by name. */
    List<StudyAnswer> all() {
        Map<String, Best> bests = newest(topics.best(), Best.class);
        return newest(topics.summaries(), StudySummary.class).values().stream()
                .map(summary -> answer(summary, bests.get(summary.study())))
                .toList();
    }

    /** The newest version of the best of a study; empty if it has none yet. */
    Optional<Best> best(String study) {
        return Optional.ofNullable(newest(topics.best(), Best.class).get(study));
    }

    private <T> Map<String, T> newest(String topic, Class<T> type) {
        Map<String, T> newest = new TreeMap<>();
        TopicScan.of(settings, topic, record -> {
            String study = record.key() == null ? "" : new String(record.key(), UTF_8);
            if (record.value() == null) {
                newest.remove(study);
            } else {
                Messages.find(record.value(), type).ifPresent(message -> newest.put(study, message));
            }
        });
        return newest;
    }

    private static StudyAnswer answer(StudySummary summary, @Nullable Best best) {
        return new StudyAnswer(
                summary.study(),
                summary.state(),
                new StudyAnswer.Trials(
                        summary.trials(), summary.running(), summary.completed(), summary.stopped(), summary.failed()),
                best == null
                        ? null
                        : new StudyAnswer.Best(
                                best.trial(), best.value(), best.epoch(), best.parameters(), best.metrics()),
                null,
                summary.waiting());
    }
}
