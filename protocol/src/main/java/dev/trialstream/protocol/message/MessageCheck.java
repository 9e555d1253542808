package dev.trialstream.protocol.message;

import dev.trialstream.protocol.Ids;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every message has to hold once it is read: no null but where a component is {@code @Nullable}, ids that are ids, and
 * counts that can be counts. Readers can then rely on the types.
 */
final class MessageCheck {
    private static final int LONGEST_NAME = 500;

    /** Of one worker: sums over all workers stay in their type. */
    private static final int MOST_SLOTS = 100_000;

    /** The components of a record that may not be null, and of those that hold more records. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .filter(component -> !component.getType().isPrimitive())
                    .peek(component ->
                            component.getAccessor().setAccessible(true)) // also of records that are not public
                    .map(component -> new Component(
                            component, component.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                    .toList();
        }
    };

    private record Component(RecordComponent component, boolean nullable) {
        @Nullable
        Object of(Object message) {
            try {
                return component.getAccessor().invoke(message);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private MessageCheck() {}

    /** What is wrong with a message, in a few words; null where nothing is. */
    static @Nullable String objectionTo(Object message) {
        String missing = missing(message, "");
        if (missing != null) {
            return "nothing at " + missing;
        }
        if (message instanceof HistoryEvent event) {
            return objectionTo(event);
        }
        return message instanceof PoolMessage.Heartbeat heartbeat ? objectionTo(heartbeat) : null;
    }

    /** The path of the first null that may not be one. */
    private static @Nullable String missing(Object value, String path) {
        if (value instanceof Record) {
            return value.getClass().getName().startsWith("dev.trialstream.") ? missingIn(value, path) : null;
        } else if (value instanceof Collection<?> items) {
            return firstMissing(items, path);
        } else if (value instanceof Map<?, ?> map) {
            return firstMissing(map.values(), path);
        }
        return null;
    }

    private static @Nullable String missingIn(Object message, String path) {
        for (Component each : COMPONENTS.get(message.getClass())) {
            Object value = each.of(message);
            String at = path.isEmpty()
                    ? each.component().getName()
                    : path + "." + each.component().getName();
            if (value == null && !each.nullable()) {
                return at;
            }
            String within = value == null ? null : missing(value, at);
            if (within != null) {
                return within;
            }
        }
        return null;
    }

    private static @Nullable String firstMissing(Collection<?> values, String path) {
        for (Object value : values) {
            String within = value == null ? path + "[]" : missing(value, path + "[]");
            if (within != null) {
                return within;
            }
        }
        return null;
    }

    private static @Nullable String objectionTo(PoolMessage.Heartbeat heartbeat) {
        if (heartbeat.slots() < 0 || heartbeat.slots() > MOST_SLOTS) {
            return "slots: expected a whole number from 0 to " + MOST_SLOTS;
        }
        return heartbeat.worker().isBlank() || tooLong(heartbeat.worker())
                ? "worker: expected a name of at most " + LONGEST_NAME + " characters"
                : null;
    }

    private static @Nullable String objectionTo(HistoryEvent event) {
        String study = event.study();
        if (!Ids.isStudy(study)) {
            return "study: expected " + Ids.STUDIES;
        }
        Fact fact = event.fact();
        if (fact instanceof Fact.OfJob of) {
            return objectionToJob(study, of.job(), of.attempt(), fact);
        } else if (fact instanceof Fact.Requested requested) {
            boolean own = requested.number() >= 1 && requested.trial().equals(Ids.trial(study, requested.number()));
            return own ? null : "trial: expected " + study + ". and its number";
        } else if (fact instanceof Fact.Accepted accepted) {
            return accepted.spec().study().equals(study) ? null : "spec.study: expected " + study;
        } else if (fact instanceof Fact.Commanded commanded) {
            return commanded.command().study().equals(study) ? null : "command.study: expected " + study;
        }
        return null;
    }

    private static @Nullable String objectionToJob(String study, String job, int attempt, Fact fact) {
        if (!Ids.isJob(job) || !Ids.studyOf(job).equals(study)) {
            return "job: expected one of study " + study;
        } else if (attempt < 1) {
            return "attempt: expected at least 1";
        } else if (fact instanceof Fact.FromWorker said && (said.worker().isBlank() || tooLong(said.worker()))) {
            return "worker: expected a name of at most " + LONGEST_NAME + " characters";
        } else if (fact instanceof Fact.Epoch epoch) {
            return objectionToEpoch(epoch);
        }
        return null;
    }

    private static @Nullable String objectionToEpoch(Fact.Epoch epoch) {
        if (epoch.epoch() < 1) {
            return "epoch: expected at least 1";
        } else if (!(epoch.seconds() >= 0) || !Double.isFinite(epoch.seconds())) {
            return "seconds: expected a finite number of at least 0";
        }
        return null;
    }

    private static boolean tooLong(String text) {
        return text.length() > LONGEST_NAME;
    }
}
